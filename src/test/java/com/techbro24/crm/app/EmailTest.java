package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Notifications by email, through a real mail server. The clock stands on a Wednesday, 09:00. */
@ParameterizedClass
@EnumSource
class EmailTest {
    private static final Pattern LINK = Pattern.compile("<(https://crm\\.test)(/[^>]+)>");

    private final TestDatabase kind;

    final TestClock clock = new TestClock();
    MailBox mails;
    RunningCrm crm;
    Person ann;

    EmailTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        mails = new MailBox();
        crm = new RunningCrm(RunningCrm.address(kind), clock, mails.settings());
        ann = crm.person("Ann", "agent", "north");
    }

    @AfterEach
    void close() {
        crm.close();
        mails.close();
    }

    private void wantsEmail(String timing) {
        ObjectNode wanted = Json.object();
        for (String type : List.of("alert", "system")) {
            wanted.withObject("/channels").putArray(type).add("in_app").add("email");
            wanted.withObject("/emailTiming").put(type, timing);
        }
        crm.put(ann.token(), "/api/notifications/preferences/me", wanted.toString()).expect(200);
    }

    private String notify(String title, String priority) {
        String body =
                Json.object()
                        .put("type", "alert")
                        .put("title", title)
                        .put("message", "Ada <ada@example.com> & Co")
                        .put("priority", priority)
                        .put("groupKey", title)
                        .toString();
        return crm.post(ann.token(), "/api/notifications", body).expect(201).id();
    }

    private String delivery(String id) {
        JsonNode row = crm.get(ann.token(), "/api/notifications/" + id).expect(200).json();
        for (JsonNode each : row.get("deliveries")) {
            if (each.get("channel").textValue().equals("email")) {
                return each.get("status").textValue();
            }
        }
        return "none";
    }

    private JsonNode messages() {
        return crm.get(ann.token(), "/api/messages?channel=email").expect(200).json().get("data");
    }

    private String messageStatus() {
        return messages().get(0).get("status").textValue();
    }

    @Test
    void a_notification_comes_as_a_mail_that_programs_and_people_can_read() {
        wantsEmail("immediate");
        String id = notify("Grüße: a lead came", "normal");
        MimeMessage mail = mails.received(1).getFirst();
        assertThat(MailBox.subject(mail)).isEqualTo("Grüße: a lead came");
        assertThat(MailBox.header(mail, "From")).isEqualTo("TechBro24 CRM <crm@crm.test>");
        assertThat(MailBox.header(mail, "To")).isEqualTo("ann@example.com");
        assertThat(MailBox.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(MailBox.header(mail, "List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(MailBox.part(mail, "text/plain"))
                .contains("Grüße: a lead came", "Ada <ada@example.com> & Co", "Unsubscribe: https");
        assertThat(MailBox.part(mail, "text/html"))
                .contains("Ada &lt;ada@example.com&gt; &amp; Co")
                .doesNotContain("<ada@");
        eventually(() -> assertThat(delivery(id)).isEqualTo("sent"));
        eventually(() -> assertThat(messageStatus()).isEqualTo("sent"));
        JsonNode message = messages().get(0);
        assertThat(MailBox.header(mail, "Message-ID"))
                .isEqualTo("<" + message.get("id").textValue() + "@crm.test>");
        assertThat(MailBox.header(mail, "Return-Path"))
                .contains("crm+" + message.get("id").textValue() + "@crm.test");
    }

    @Test
    void a_window_is_one_mail_without_what_was_read_meanwhile() {
        wantsEmail("digest");
        String read = notify("Read", "normal");
        String first = notify("First", "normal");
        String second = notify("Second", "low");
        String urgent = notify("Urgent", "high");
        assertThat(MailBox.subject(mails.received(1).getFirst())).isEqualTo("Urgent");
        eventually(() -> assertThat(delivery(urgent)).isEqualTo("sent"));
        clock.advance(Duration.ofMinutes(5));
        crm.put(ann.token(), "/api/notifications/" + read + "/read", "{}").expect(200);
        clock.advance(Duration.ofMinutes(11));
        MimeMessage mail = mails.received(2).getLast();
        assertThat(MailBox.subject(mail)).isEqualTo("2 notifications");
        assertThat(MailBox.part(mail, "text/plain"))
                .contains("* First", "* Second")
                .doesNotContain("Read", "Urgent");
        eventually(() -> assertThat(delivery(first)).isEqualTo("sent"));
        assertThat(delivery(second)).isEqualTo("sent");
        assertThat(delivery(read)).isEqualTo("suppressed");
        String later = notify("Later", "normal");
        clock.advance(Duration.ofMinutes(16));
        assertThat(MailBox.subject(mails.received(3).getLast())).isEqualTo("Later");
        eventually(() -> assertThat(delivery(later)).isEqualTo("sent"));
        assertThat(mails.received()).hasSize(3);
    }

    @Test
    void nothing_is_sent_about_a_window_that_was_read_through() {
        wantsEmail("digest");
        String id = notify("Read", "normal");
        clock.advance(Duration.ofMinutes(5));
        crm.put(ann.token(), "/api/notifications/" + id + "/read", "{}").expect(200);
        clock.advance(Duration.ofMinutes(11));
        eventually(() -> assertThat(messageStatus()).isEqualTo("suppressed"));
        assertThat(mails.received()).isEmpty();
    }

    @Test
    void a_daily_mail_comes_in_the_morning_of_the_agent() {
        crm.put(ann.token(), "/api/agents/me", "{\"timezone\":\"Europe/Berlin\"}").expect(200);
        wantsEmail("daily");
        notify("Yesterday", "normal");
        clock.advance(Duration.ofHours(21)); // 06:00 in UTC, 07:00 in Berlin
        assertThat(messages().get(0).get("dueAt").textValue()).startsWith("2026-03-05T07:00:05");
        assertThat(mails.received()).isEmpty();
        clock.advance(Duration.ofMinutes(61));
        assertThat(MailBox.subject(mails.received(1).getFirst())).isEqualTo("Yesterday");
    }

    @Test
    void a_link_only_asks_and_its_button_unsubscribes() {
        wantsEmail("immediate");
        notify("First", "normal");
        String header = MailBox.header(mails.received(1).getFirst(), "List-Unsubscribe");
        Matcher link = LINK.matcher(header);
        assertThat(link.matches()).as(header).isTrue();
        String path = link.group(2);
        var page = crm.send("GET", path, null, null);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<button>Unsubscribe</button>", "type alert");
        notify("Second", "normal");
        mails.received(2);
        var done = crm.form(path, "List-Unsubscribe=One-Click");
        assertThat(done.statusCode()).isEqualTo(200);
        JsonNode channels =
                crm.get(ann.token(), "/api/notifications/preferences/me").json().get("channels");
        assertThat(channels.get("alert").toString()).isEqualTo("[\"in_app\"]");
        assertThat(channels.get("system").toString()).contains("email");
        String wrong = path.substring(0, path.length() - 1) + (path.endsWith("A") ? "B" : "A");
        assertThat(crm.form(wrong, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(404);
        assertThat(crm.form("/unsubscribe/x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_bounce_ends_mails_to_the_address_and_the_admin_is_told_once() {
        wantsEmail("immediate");
        String id = notify("First", "normal");
        mails.received(1);
        eventually(() -> assertThat(delivery(id)).isEqualTo("sent"));
        eventually(() -> assertThat(messageStatus()).isEqualTo("sent"));
        String message = messages().get(0).get("id").textValue();
        mails.returned(bounce("0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17", "5.1.1"));
        mails.returned(bounce(message, "4.2.2"));
        mails.returned(bounce(message, "5.1.1"));
        mails.returned(bounce(message, "5.1.1"));
        clock.advance(Duration.ofMinutes(2));
        eventually(() -> assertThat(delivery(id)).isEqualTo("failed"));
        eventually(() -> assertThat(mails.isReadThrough()).isTrue());
        JsonNode told =
                crm.get(crm.admin(), "/api/notifications/agent/me?type=system").json().get("data");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).get("message").textValue())
                .isEqualTo("ann@example.com: 5.1.1 smtp; 550 5.1.1 no such user");
        assertThat(messageStatus()).isEqualTo("failed");
        String next = notify("Second", "normal");
        assertThat(delivery(next)).isEqualTo("suppressed");
        assertThat(mails.received()).hasSize(1);
    }

    private static String bounce(String message, String status) {
        return """
        From: Mail Delivery System <mailer-daemon@example.com>
        To: crm+%s@crm.test
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        Your mail did not arrive.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; ann@example.com
        Action: failed
        Status: %s
        Diagnostic-Code: smtp; 550 %s
          no such user

        --b--
        """
                .formatted(message, status, status);
    }

    @Test
    void an_admin_tries_the_settings() {
        JsonNode tried = crm.post(crm.admin(), "/api/mail/test", "{}").expect(200).json();
        assertThat(tried.get("sent").booleanValue()).isTrue();
        assertThat(MailBox.header(mails.received(1).getFirst(), "To"))
                .isEqualTo("admin@example.com");
        crm.post(ann.token(), "/api/mail/test", "{}").expect(403);
        mails.close();
        JsonNode failed = crm.post(crm.admin(), "/api/mail/test", "{}").expect(200).json();
        assertThat(failed.get("sent").booleanValue()).isFalse();
        assertThat(failed.get("error").textValue()).isNotBlank();
        mails = new MailBox();
    }
}
