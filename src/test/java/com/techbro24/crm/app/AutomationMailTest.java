package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The action send_email of rules, through a real mail server. */
@ParameterizedClass
@EnumSource
record AutomationMailTest(TestDatabase kind) {
    private static final Pattern LINK = Pattern.compile("<https://crm\\.test(/[^>]+)>");
    private static final String RULE =
            """
            {"name":"Welcome","trigger":{"event":"lead.created"},
             "actions":[{"type":"send_email","params":{"to":"{{lead.email}}",
               "subject":"Welcome, {{lead.name}}","message":"Hello <{{lead.name}}>"}}]}
            """;

    @Test
    void a_lead_gets_a_mail_that_the_owner_of_the_rule_answers_and_can_end_it() {
        try (MailBox mails = new MailBox();
                RunningCrm crm =
                        new RunningCrm(
                                RunningCrm.address(kind), Clock.systemUTC(), mails.settings())) {
            Person mary = crm.person("Mary", "manager", null);
            crm.post(mary.token(), "/api/automation", RULE).expect(201);
            lead(crm, mary, "Ada");
            MimeMessage mail = mails.received(1).getFirst();
            assertThat(MailBox.header(mail, "To")).isEqualTo("ada@leads.test");
            assertThat(MailBox.header(mail, "Reply-To")).isEqualTo("mary@example.com");
            assertThat(MailBox.subject(mail)).isEqualTo("Welcome, Ada");
            assertThat(MailBox.part(mail, "text/plain")).contains("Hello <Ada>");
            assertThat(MailBox.part(mail, "text/html")).contains("Hello &lt;Ada&gt;");
            Matcher link = LINK.matcher(MailBox.header(mail, "List-Unsubscribe"));
            assertThat(link.matches()).isTrue();
            assertThat(crm.form(link.group(1), "List-Unsubscribe=One-Click").statusCode())
                    .isEqualTo(200);
            lead(crm, mary, "Ada");
            lead(crm, mary, "Bob");
            assertThat(MailBox.header(mails.received(2).getLast(), "To"))
                    .isEqualTo("bob@leads.test");
            eventually(
                    () ->
                            assertThat(
                                            crm.get(mary.token(), "/api/messages?status=suppressed")
                                                    .expect(200)
                                                    .json()
                                                    .get("data"))
                                    .hasSize(1));
            assertThat(mails.received()).hasSize(2);
        }
    }

    private static void lead(RunningCrm crm, Person person, String name) {
        String body =
                "{\"name\":\"%s\",\"email\":\"%s@leads.test\",\"allowDuplicate\":true}"
                        .formatted(name, name.toLowerCase(java.util.Locale.ROOT));
        crm.post(person.token(), "/api/leads", body).expect(201);
    }
}
