package com.techbro24.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.FeedTokens;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.access.SessionSettings;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The feed of an agent, over HTTP and on both databases. The clock stands in March 2026. */
@ParameterizedClass
@EnumSource
class CalendarTest {
    private final TestDatabase kind;

    Spine spine;
    ServedRoutes served;
    FeedTokens tokens;
    Agent agent;
    final HttpClient client = HttpClient.newHttpClient();

    CalendarTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        spine =
                Spine.open(kind)
                        .with(Agents.handler(), AgentCommand.TYPES)
                        .with(new LeadHandler(), LeadCommand.TYPES)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);
        Credentials credentials =
                new Credentials(
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        new SessionSettings(Duration.ofDays(3), Duration.ofDays(30)));
        tokens = new FeedTokens(spine.database(), spine.writer(), credentials);
        served =
                new ServedRoutes(
                        spine,
                        new CalendarRoutes(spine.database(), tokens, PublicUrl.NONE, spine.clock())
                                .routes());
        agent = Agents.agent().team("north").in(spine);
    }

    @AfterEach
    void close() {
        client.close();
        served.close();
        spine.close();
    }

    private String run(Caller caller, CommandType<? extends Command> type, ObjectNode input) {
        var answer = spine.runner().run(Submission.of(CommandCatalog.bind(type, input), caller));
        return Json.read(Objects.requireNonNull(answer.body())).get("id").textValue();
    }

    private String reminder(String title, String dueAt) {
        return run(
                Agents.caller(agent),
                ReminderCommand.CREATE,
                Json.object().put("title", title).put("dueAt", dueAt));
    }

    private HttpResponse<String> fetch(String path, @Nullable String etag) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + path));
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String newFeed() {
        var answer = served.ask("POST", "/api/calendar/feed", agent, null);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().get("url").textValue();
    }

    private static List<String> values(HttpResponse<String> feed, String name) {
        return feed.body()
                .replace("\r\n ", "")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    @Test
    void a_weekly_meeting_keeps_its_local_time_when_the_clocks_change() {
        run(
                Agents.caller(agent),
                ReminderCommand.CREATE,
                Json.object()
                        .put("title", "Team")
                        .put("dueAt", "2026-03-18T09:00:00Z")
                        .put("timezone", "Europe/Berlin")
                        .put("recurrence", "FREQ=WEEKLY;COUNT=4"));
        var feed = fetch(newFeed(), null);
        assertThat(feed.statusCode()).isEqualTo(200);
        assertThat(values(feed, "DTSTART"))
                .containsExactly(
                        "20260318T090000Z",
                        "20260325T090000Z",
                        "20260401T080000Z",
                        "20260408T080000Z");
        assertThat(values(feed, "UID")).doesNotHaveDuplicates();
    }

    @Test
    void recurrences_are_written_out_for_90_days_and_no_further() {
        run(
                Agents.caller(agent),
                ReminderCommand.CREATE,
                Json.object()
                        .put("title", "Daily")
                        .put("dueAt", "2026-03-05T09:00:00Z")
                        .put("recurrence", "FREQ=DAILY"));
        assertThat(values(fetch(newFeed(), null), "DTSTART"))
                .hasSize(89)
                .endsWith("20260601T090000Z");
    }

    @Test
    void the_same_rows_are_the_same_bytes_and_are_not_even_read_for_who_has_them() {
        String id = reminder("Call Ada", "2026-03-05T09:00:00Z");
        String path = newFeed();
        var first = fetch(path, null);
        String etag = first.headers().firstValue("etag").orElseThrow();
        assertThat(fetch(path, null).body()).isEqualTo(first.body());
        // Behind the back of the log: whoever read the row would see it.
        int _ =
                spine.writer()
                        .<Integer>write(
                                tx ->
                                        tx.update(
                                                "UPDATE reminders SET title = 'Seen' WHERE id = ?",
                                                id));
        assertThat(fetch(path, null).body()).contains("SUMMARY:Seen");
        var same = fetch(path, etag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("etag")).contains(etag);
        reminder("Call Bob", "2026-03-06T09:00:00Z");
        assertThat(fetch(path, etag).statusCode()).isEqualTo(200);
        spine.clock().advance(Duration.ofDays(1));
        String later = fetch(path, null).headers().firstValue("etag").orElseThrow();
        assertThat(later).as("the period moves on with the day").isNotEqualTo(etag);
    }

    @Test
    void a_completed_reminder_leaves_the_feed_and_a_moved_one_has_a_higher_sequence() {
        String done = reminder("Done", "2026-03-05T09:00:00Z");
        String moved = reminder("Moved", "2026-03-06T09:00:00Z");
        String path = newFeed();
        Caller caller = Agents.caller(agent);
        assertThat(values(fetch(path, null), "SEQUENCE")).containsExactly("1", "1");
        run(caller, ReminderCommand.COMPLETE, Json.object().put("id", done));
        run(
                caller,
                ReminderCommand.SNOOZE,
                Json.object().put("id", moved).put("until", "2026-03-07T10:00:00Z"));
        var feed = fetch(path, null);
        assertThat(values(feed, "UID")).containsExactly(moved + "@techbro24-crm");
        assertThat(values(feed, "SEQUENCE")).containsExactly("2");
        assertThat(values(feed, "DTSTART")).containsExactly("20260307T100000Z");
    }

    @Test
    void names_are_shown_only_when_asked_for_and_only_while_the_agent_sees_the_lead() {
        Caller caller = Agents.caller(agent);
        String lead =
                run(
                        caller,
                        LeadCommand.CREATE,
                        Json.object().put("name", "Ada Lovelace").put("phone", "+4930901820"));
        run(
                caller,
                ReminderCommand.CREATE,
                Json.object()
                        .put("title", "Offer")
                        .put("description", "About engines")
                        .put("dueAt", "2026-03-05T09:00:00Z")
                        .put("leadId", lead)
                        .put("kind", "meeting"));
        String path = newFeed();
        assertThat(fetch(path, null).body())
                .contains("SUMMARY:Offer – Ada Lovelace", "DESCRIPTION:About engines");
        assertThat(fetch(path + "?names=false", null).body())
                .contains("SUMMARY:Meeting\r\n")
                .doesNotContain("Ada", "Offer", "engines");
        Agent other = Agents.agent().team("south").in(spine);
        run(
                Caller.SYSTEM,
                LeadCommand.ASSIGN,
                Json.object().put("id", lead).put("agentId", other.id()));
        assertThat(fetch(path, null).body()).contains("SUMMARY:Offer\r\n").doesNotContain("Ada");
    }

    @Test
    void an_address_ends_with_a_new_one_a_revocation_and_a_disabled_account() {
        reminder("Call Ada", "2026-03-05T09:00:00Z");
        String first = newFeed();
        String second = newFeed();
        assertThat(fetch(first, null).statusCode()).isEqualTo(404);
        assertThat(fetch(second, null).statusCode()).isEqualTo(200);
        assertThat(served.get(agent, "/api/calendar/feed").body().get("active").booleanValue())
                .isTrue();
        assertThat(served.ask("DELETE", "/api/calendar/feed", agent, null).status()).isEqualTo(204);
        assertThat(fetch(second, null).statusCode()).isEqualTo(404);
        assertThat(served.get(agent, "/api/calendar/feed").body().get("active").booleanValue())
                .isFalse();
        String third = newFeed();
        for (boolean active : List.of(false, true)) {
            spine.writer()
                    .<Boolean>write(
                            tx -> {
                                AccountStore.update(
                                        tx, agent.id(), agent.email(), Role.AGENT, null, active);
                                return true;
                            });
            assertThat(fetch(third, null).statusCode()).isEqualTo(404);
        }
        assertThat(fetch("/calendar/nonsense.ics", null).statusCode()).isEqualTo(404);
        assertThat(fetch(third.replace(".ics", ""), null).statusCode()).isEqualTo(404);
    }

    @Test
    void the_token_is_stored_only_as_a_hash() {
        String path = newFeed();
        String token = path.substring("/calendar/".length(), path.length() - ".ics".length());
        assertThat(token).hasSize(6 + 43);
        assertThat(spine.texts("SELECT token_hash FROM feed_tokens")).doesNotContain(token);
    }
}
