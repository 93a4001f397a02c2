package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;

/** Without a mail server in the settings. */
class EmailAbsentTest {
    @Test
    void the_test_mail_and_a_notification_say_what_is_missing() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            String missing = "Email is not set up: CRM_SMTP is not set.";
            assertThat(
                            crm.post(crm.admin(), "/api/mail/test", "{}")
                                    .expect(200)
                                    .json()
                                    .get("error")
                                    .textValue())
                    .isEqualTo(missing);
            String channels = "{\"channels\":{\"alert\":[\"in_app\",\"email\"]}}";
            crm.put(crm.admin(), "/api/notifications/preferences/me", channels).expect(200);
            String body = "{\"type\":\"alert\",\"title\":\"Hello\"}";
            assertThat(
                            crm.post(crm.admin(), "/api/notifications", body)
                                    .expect(201)
                                    .json()
                                    .get("deliveries")
                                    .toString())
                    .contains("\"suppressed\"", "This channel is not configured.");
        }
    }
}
