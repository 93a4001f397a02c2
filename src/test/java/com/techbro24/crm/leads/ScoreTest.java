package com.techbro24.crm.leads;

import static com.techbro24.crm.leads.LeadRoom.refusal;
import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ScoreTest {
    @Parameter TestDatabase kind;
    LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void each_save_scores_a_lead_with_reasons() {
        Lead lead =
                room.lead(with -> with.with("phone", "+1 212 555 0123").with("source", "Referral"));
        assertThat(lead.score()).isEqualTo(30);
        assertThat(explain(lead).reasons())
                .extracting(LeadScore.Reason::rule)
                .containsExactly("phone", "recommended");
        var _ =
                room.execute(
                        LeadCommand.UPDATE, room.admin, lead.id(), "\"email\":\"a@example.com\"");
        assertThat(room.get(room.admin, lead.id()).score()).isEqualTo(35);
        assertThat(room.lastChange().fields()).containsExactly("email", "score");
        var _ = room.execute(LeadCommand.UPDATE, room.admin, lead.id(), "\"doNotCall\":true");
        LeadScore least = explain(lead);
        assertThat(least.score()).isZero();
        assertThat(least.reasons()).hasSize(4);
    }

    @Test
    void a_manual_score_stays_until_it_is_cleared() {
        Lead lead = room.lead(with -> with.with("phone", "+1 212 555 0123").with("score", 90));
        assertThat(lead.scoreByHand()).isTrue();
        var _ =
                room.execute(
                        LeadCommand.UPDATE, room.admin, lead.id(), "\"email\":\"a@example.com\"");
        assertThat(explain(lead).score()).isEqualTo(90);
        assertThat(explain(lead).reasons())
                .extracting(LeadScore.Reason::rule)
                .containsExactly("by_hand");
        var _ = room.execute(LeadCommand.UPDATE, room.admin, lead.id(), "\"score\":null");
        Lead cleared = room.get(room.admin, lead.id());
        assertThat(cleared.score()).isEqualTo(20);
        assertThat(cleared.scoreByHand()).isFalse();
        // A client that sends all fields back does not make the score manual.
        var _ =
                room.execute(
                        LeadCommand.UPDATE, room.admin, lead.id(), "\"score\":20,\"name\":\"New\"");
        assertThat(room.get(room.admin, lead.id()).scoreByHand()).isFalse();
    }

    @Test
    void new_rules_rescore_all_leads_in_batches_except_manual_scores() {
        int leads = ScoreHandler.LEADS_AT_ONCE_MAX * 2 + 5;
        for (int number = 0; number < leads; number++) {
            var _ = room.lead(with -> with);
        }
        Lead byHand = room.lead(with -> with.with("score", 7));
        Lead deleted = room.lead(with -> with);
        var _ = room.execute(LeadCommand.DELETE, room.admin, deleted.id(), "");
        try (Followers followers = followers()) {
            followers.start(new ScoreFollower(room.spine.runner()));
            var _ = set("[" + everyone(11) + "]");
            eventually(
                    () ->
                            assertThat(room.spine.count(APPLIED))
                                    .as("the rules applied")
                                    .isEqualTo(2));
            assertThat(room.spine.count("SELECT COUNT(*) FROM leads WHERE score = 11"))
                    .isEqualTo(leads);
            assertThat(room.get(room.admin, byHand.id()).score()).isEqualTo(7);
            assertThat(steps()).isEqualTo(3);
            assertThat(room.execute(LeadCommand.RESTORE, room.admin, deleted.id(), "").body())
                    .contains("\"score\":11");
            // The latest rules apply, although the previous ones were not applied completely.
            var _ = set("[" + everyone(12) + "]");
            var _ = set("[" + everyone(13) + "]");
            eventually(() -> assertThat(room.spine.count(APPLIED)).isEqualTo(4));
            assertThat(room.spine.count("SELECT COUNT(*) FROM leads WHERE score = 13"))
                    .isEqualTo(leads + 1);
        }
    }

    @Test
    void unapplied_rules_are_applied_at_startup() {
        Lead lead = room.lead(with -> with);
        var _ = set("[" + everyone(11) + "]");
        try (Followers followers = followers()) {
            ScoreFollower follower = new ScoreFollower(room.spine.runner());
            followers.start(follower);
            follower.resume(room.spine.database());
            eventually(() -> assertThat(room.get(room.admin, lead.id()).score()).isEqualTo(11));
            long head = room.head();
            follower.resume(room.spine.database());
            assertThat(room.head()).isEqualTo(head);
        }
    }

    @Test
    void only_admins_set_rules_and_all_errors_are_reported() {
        Problem problem =
                refusal(
                        () ->
                                set(
                                        """
                                        [{"name":"a","reason":"r","points":1,"field":"colour","operator":"eq","value":"red"},
                                         {"name":"a","reason":"r","points":1,"field":"phone","operator":"gt","value":1},
                                         {"name":"b","reason":"r","points":1,"field":"status","operator":"in","value":["new","gone"]},
                                         {"name":"c","reason":"r","points":1,"field":"value","operator":"gte","value":"much"},
                                         {"name":"d","reason":"r","points":1,"field":"tags","operator":"contains"}]
                                        """));
        assertThat(problem.errors())
                .extracting(error -> error.field())
                .containsExactly(
                        "rules[0].field",
                        "rules[1].name",
                        "rules[1].operator",
                        "rules[2].value",
                        "rules[3].value",
                        "rules[4].value");
        var command = new ScoreCommand.SetRules(List.of());
        for (var caller : List.of(room.agent("north"), room.manager("north"))) {
            Submission submission = Submission.of(command, Agents.caller(caller));
            assertThat(refusal(() -> room.spine.runner().run(submission)).status()).isEqualTo(403);
        }
        Submission program =
                Submission.of(new ScoreCommand.Rescore(1, 1, 0), Agents.caller(room.admin));
        assertThat(refusal(() -> room.spine.runner().run(program)).status()).isEqualTo(403);
        Submission late = Submission.of(command, Caller.SYSTEM).expecting(9);
        assertThat(refusal(() -> room.spine.runner().run(late)).status()).isEqualTo(412);
    }

    private static final String APPLIED = "SELECT applied_version FROM lead_score_rules";

    private static String everyone(int points) {
        return """
               {"name":"everyone","reason":"Is a lead","points":%d,"field":"tags","operator":"exists","value":false}
               """
                .formatted(points);
    }

    private Answer set(String rules) {
        var input = Json.object();
        input.set("rules", Json.read(rules));
        var command = CommandCatalog.bind(ScoreCommand.SET_RULES, input);
        return room.spine.runner().run(Submission.of(command, Agents.caller(room.admin)));
    }

    private LeadScore explain(Lead lead) {
        return room.spine
                .database()
                .read(
                        tx ->
                                ScoreStore.rules(tx)
                                        .explain(LeadStore.find(tx, lead.id()).orElseThrow()));
    }

    private long steps() {
        return room.spine.database().read(tx -> room.spine.reader().after(tx, 0, 10_000)).stream()
                .map(Change::kind)
                .filter(ScoreChange.RULES_APPLIED::equals)
                .count();
    }

    private Followers followers() {
        return new Followers(
                room.spine.feed(),
                room.spine.database(),
                room.spine.writer(),
                room.spine.clock(),
                room.spine.metrics(),
                Followers.RetryPolicy.STANDARD);
    }
}
