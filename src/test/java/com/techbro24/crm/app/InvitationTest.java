package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Meetings in the calendars of agents, by mail, and what their calendars reply. */
@ParameterizedClass
@EnumSource
class InvitationTest {
    private final TestDatabase kind;

    final TestClock clock = new TestClock();
    MailBox mails;
    RunningCrm crm;
    Person ann;
    String lead;

    InvitationTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        mails = new MailBox();
        crm = new RunningCrm(RunningCrm.address(kind), clock, mails.settings());
        ann = crm.person("Ann", "agent", "north");
        String channels = "{\"channels\":{\"reminder\":[\"in_app\",\"email\"]}}";
        crm.put(ann.token(), "/api/notifications/preferences/me", channels).expect(200);
        crm.put(ann.token(), "/api/agents/me", "{\"timezone\":\"Europe/Berlin\"}").expect(200);
        lead = crm.lead(ann.token(), "Ada, Lovelace");
    }

    @AfterEach
    void close() {
        crm.close();
        mails.close();
    }

    private String meeting(String kind, String dueAt) {
        String body =
                Json.object()
                        .put("title", "Offer")
                        .put("dueAt", dueAt)
                        .put("leadId", lead)
                        .put("kind", kind)
                        .toString();
        return crm.post(ann.token(), "/api/reminders", body).expect(201).id();
    }

    private static String calendar(MimeMessage mail) {
        return MailBox.part(mail, "text/calendar").replace("\r\n ", "");
    }

    @Test
    void a_meeting_comes_moves_and_leaves_by_mail() {
        meeting("call_back", "2026-03-05T10:00:00.000Z");
        String id = meeting("meeting", "2026-03-05T11:00:00.000Z");
        MimeMessage invitation = mails.received(1).getFirst();
        assertThat(MailBox.subject(invitation))
                .isEqualTo("Invitation: Offer – Ada, Lovelace, Thursday, 5 March 2026, 12:00");
        assertThat(calendar(invitation))
                .contains(
                        "METHOD:REQUEST\r\n",
                        "UID:" + id + "@techbro24-crm\r\n",
                        "SEQUENCE:1\r\n",
                        "DTSTART:20260305T110000Z\r\n",
                        "SUMMARY:Offer – Ada\\, Lovelace\r\n",
                        "ORGANIZER:mailto:crm@crm.test\r\n",
                        "RSVP=TRUE:mailto:ann@example.com\r\n");
        String path = "/api/reminders/" + id;
        crm.put(ann.token(), path, "{\"description\":\"Bring it\"}").expect(200);
        crm.put(ann.token(), path, "{\"dueAt\":\"2026-03-06T11:00:00.000Z\"}").expect(200);
        assertThat(calendar(mails.received(2).getLast()))
                .contains("METHOD:REQUEST", "SEQUENCE:2", "DTSTART:20260306T110000Z");
        crm.delete(ann.token(), path).expect(200);
        MimeMessage cancelled = mails.received(3).getLast();
        assertThat(MailBox.subject(cancelled)).startsWith("Cancelled: Offer");
        assertThat(calendar(cancelled)).contains("METHOD:CANCEL", "SEQUENCE:3", "STATUS:CANCELLED");
        assertThat(mails.received()).hasSize(3);
    }

    @Test
    void a_meeting_that_took_place_is_not_cancelled() {
        String id = meeting("meeting", "2026-03-05T11:00:00.000Z");
        mails.received(1);
        crm.post(ann.token(), "/api/reminders/" + id + "/complete", "{}").expect(200);
        String next = meeting("meeting", "2026-03-06T11:00:00.000Z");
        assertThat(calendar(mails.received(2).getLast())).contains("UID:" + next, "METHOD:REQUEST");
        assertThat(mails.received()).hasSize(2);
    }

    @Test
    void who_declines_in_the_calendar_cancels_the_meeting_and_a_stranger_does_not() {
        String id = meeting("meeting", "2026-03-05T11:00:00.000Z");
        mails.received(1);
        mails.returned(reply(id, "ann@example.com", "ACCEPTED"));
        mails.returned(reply(id, "eve@example.com", "DECLINED"));
        mails.returned(reply("nonsense", "ann@example.com", "DECLINED"));
        mails.returned("Subject: Hello\n\nNo reply at all.\n");
        clock.advance(Duration.ofMinutes(2));
        eventually(() -> assertThat(mails.isReadThrough()).isTrue());
        assertThat(status(id)).isEqualTo("pending");
        mails.returned(reply(id, "Ann@example.com", "DECLINED"));
        clock.advance(Duration.ofMinutes(2));
        eventually(() -> assertThat(status(id)).isEqualTo("cancelled"));
        String next = meeting("meeting", "2026-03-06T11:00:00.000Z");
        assertThat(calendar(mails.received(2).getLast())).contains("UID:" + next);
        assertThat(mails.received()).hasSize(2);
    }

    private String status(String id) {
        return crm.get(ann.token(), "/api/reminders/" + id)
                .expect(200)
                .json()
                .get("status")
                .textValue();
    }

    private static String reply(String id, String attendee, String status) {
        return """
        From: %2$s
        To: crm@crm.test
        Subject: Declined: Offer
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="b"

        --b
        Content-Type: text/plain

        A reply.
        --b
        Content-Type: text/calendar; charset=UTF-8; method=REPLY

        BEGIN:VCALENDAR
        VERSION:2.0
        METHOD:REPLY
        BEGIN:VEVENT
        UID:%1$s@techbro24-crm
        SEQUENCE:1
        ATTENDEE;CN="Ann: the agent";PARTSTAT=%3$s:mail
         to:%2$s
        END:VEVENT
        END:VCALENDAR
        --b--
        """
                .formatted(id, attendee, status);
    }
}
