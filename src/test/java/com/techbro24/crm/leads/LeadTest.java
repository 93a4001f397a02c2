package com.techbro24.crm.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Input;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.support.Leads;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadTest {
    private static final Instant MADE = Instant.parse("2026-03-04T09:00:00Z");
    private static final Instant LATER = MADE.plusSeconds(60);

    /** From each status, where a lead may go. */
    private static final String STEPS =
            """
            new: attempted contacted qualified negotiation converted nurture unqualified lost
            attempted: contacted qualified negotiation converted nurture unqualified lost
            contacted: qualified negotiation converted nurture unqualified lost
            qualified: contacted negotiation converted nurture unqualified lost
            negotiation: contacted qualified converted nurture unqualified lost
            nurture: attempted contacted qualified negotiation converted unqualified lost
            unqualified: attempted contacted qualified nurture lost
            lost: attempted contacted qualified negotiation nurture
            converted:
            """;

    private static List<LeadStatus> steps(LeadStatus from) {
        String line =
                STEPS.lines()
                        .filter(each -> each.startsWith(EnumNames.of(from) + ":"))
                        .findFirst()
                        .orElseThrow();
        return Arrays.stream(line.split("[: ]+"))
                .skip(1)
                .map(word -> LeadStatus.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void only_the_steps_of_a_status_can_be_taken(LeadStatus from) {
        Lead lead = lead(from);
        for (LeadStatus to : EnumSet.complementOf(EnumSet.of(from))) {
            String reason = to == LeadStatus.LOST ? "too dear" : null;
            if (steps(from).contains(to)) {
                Lead after = lead.withStatus(to, reason, LATER);
                assertThat(after.status()).isEqualTo(to);
                assertThat(after.statusCategory()).isEqualTo(to.category());
                assertThat(after.lostReason()).isEqualTo(reason);
            } else {
                Problem problem = refusal(() -> lead.withStatus(to, reason, LATER));
                assertThat(problem.status()).isEqualTo(409);
                assertThat(problem.members()).containsEntry("allowed", steps(from));
            }
        }
    }

    @Test
    void a_conversion_is_kept_with_its_time() {
        assertThat(lead(LeadStatus.NEW).withStatus(LeadStatus.CONVERTED, null, LATER).convertedAt())
                .isEqualTo(LATER);
    }

    @Test
    void a_lost_lead_requires_a_reason_until_it_is_reopened() {
        Lead lead = lead(LeadStatus.NEW);
        assertThat(refusal(() -> lead.withStatus(LeadStatus.LOST, " ", LATER)).errors())
                .extracting(error -> error.field() + " " + error.code())
                .containsExactly("reason required");
        Lead lost = lead.withStatus(LeadStatus.LOST, " too dear ", LATER);
        assertThat(lost.lostReason()).isEqualTo("too dear");
        assertThat(lost.withStatus(LeadStatus.NURTURE, null, LATER).lostReason()).isNull();
    }

    @Test
    void a_reason_is_refused_for_other_statuses() {
        Lead lead = lead(LeadStatus.NEW);
        assertThat(refusal(() -> lead.withStatus(LeadStatus.CONTACTED, "nice", LATER)).errors())
                .extracting(error -> error.code())
                .containsExactly("not_allowed");
    }

    @Test
    void setting_existing_values_is_no_change() {
        Lead lead = lead(LeadStatus.CONTACTED);
        assertThat(lead.withStatus(LeadStatus.CONTACTED, null, LATER)).isSameAs(lead);
        assertThat(lead.assignedTo(null, LATER)).isSameAs(lead);
        assertThat(lead.restored(LATER)).isSameAs(lead);
        assertThat(
                        update(
                                lead,
                                """
                                {"name":" Lee Lead ","email":null,"score":0,"tags":[],"doNotCall":false,
                                 "customFields":{"gone":null},"status":"contacted","lostReason":null}
                                """))
                .isSameAs(lead);
    }

    @Test
    void each_change_has_one_version_and_its_most_specific_kind() {
        Lead lead = lead(LeadStatus.NEW);
        String agent = "0197b1de-0000-7000-8000-000000000001";
        Lead assigned = update(lead, "{\"score\":5,\"assignedAgentId\":\"" + agent + "\"}");
        Lead both =
                update(
                        lead,
                        "{\"score\":5,\"status\":\"contacted\",\"assignedAgentId\":\""
                                + agent
                                + "\"}");

        assertThat(update(lead, "{\"score\":5}").changeKindSince(lead))
                .isEqualTo(LeadChange.UPDATED);
        assertThat(assigned.changeKindSince(lead)).isEqualTo(LeadChange.ASSIGNED);
        assertThat(both.changeKindSince(lead)).isEqualTo(LeadChange.STATUS_CHANGED);
        assertThat(both.version()).isEqualTo(2);
        assertThat(both.updatedAt()).isEqualTo(LATER);
        assertThat(lead.deleted(LATER).changeKindSince(lead)).isEqualTo(LeadChange.DELETED);
    }

    @Test
    void an_update_changes_provided_fields_and_null_clears() {
        Lead lead = made(Leads.lead().with("company", "ACME").with("notes", "hm"));
        Lead after = update(lead, "{\"company\":null,\"phone\":\"(212) 555-0123\"}");

        assertThat(after.company()).isNull();
        assertThat(after.notes()).isEqualTo("hm");
        assertThat(after.phone()).isEqualTo("(212) 555-0123");
        assertThat(after.phoneE164()).isEqualTo("+12125550123");
    }

    @Test
    void custom_fields_change_individually() {
        Lead lead =
                made(
                        Leads.lead()
                                .with(
                                        "customFields",
                                        Json.read(
                                                "{\"roof\":\"flat\",\"area\":12.50,\"floors\":2}")));
        Lead after = update(lead, "{\"customFields\":{\"roof\":null,\"owner\":true}}");

        assertThat(after.customFields().keySet()).isEqualTo(Set.of("area", "floors", "owner"));
        assertThat(update(after, "{\"customFields\":{\"area\":12.5}}")).isSameAs(after);
    }

    @Test
    void an_update_with_the_old_reason_still_changes_the_status() {
        Lead lost = made(Leads.lead().status(LeadStatus.LOST).with("lostReason", "too dear"));
        Lead back = update(lost, "{\"status\":\"contacted\",\"lostReason\":\"too dear\"}");

        assertThat(back.status()).isEqualTo(LeadStatus.CONTACTED);
        assertThat(back.lostReason()).isNull();
    }

    @Test
    void tags_are_deduplicated_in_order() {
        assertThat(made(Leads.lead().with("tags", List.of("b ", "a", "b"))).tags())
                .containsExactly("b", "a");
    }

    @Test
    void leads_are_visible_to_their_agent_and_managers_and_unassigned_ones_to_all_managers() {
        Lead lead = lead(LeadStatus.NEW);
        assertThat(lead.visibility(null)).isEqualTo(Visibility.POOL);
        assertThat(lead.assignedTo("a", LATER).visibility("north").scopes())
                .containsExactlyInAnyOrder("agent:a", "team:north", "all");
        assertThat(lead.assignedTo("a", LATER).visibility(null).scopes())
                .containsExactlyInAnyOrder("agent:a", "all");
    }

    private static Lead lead(LeadStatus status) {
        Leads leads = Leads.lead().status(status);
        return made(status == LeadStatus.LOST ? leads.with("lostReason", "gone") : leads);
    }

    private static Lead made(Leads leads) {
        return Lead.create(leads.command(), "id", null, MADE);
    }

    private static Lead update(Lead lead, String fields) {
        LeadCommand.Update update =
                Input.bind(
                        LeadCommand.Update.class,
                        ((com.fasterxml.jackson.databind.node.ObjectNode) Json.read(fields))
                                .put("id", "id"));
        return lead.with(update.fields(), LATER);
    }

    private static Problem refusal(Runnable work) {
        return catchThrowableOfType(Problem.class, work::run);
    }

    @Test
    void all_input_errors_are_reported_at_once() {
        Problem problem =
                refusal(
                        () ->
                                Leads.lead()
                                        .named(" ")
                                        .with("phone", "12")
                                        .with("email", "x")
                                        .with("score", 101)
                                        .with("value", -1)
                                        .with("timezone", "Mars/Base")
                                        .with("consent", Json.object().put("basis", ""))
                                        .with("customFields", Json.object().put("$where", "1"))
                                        .with("version", 7)
                                        .command());
        assertThat(fields(problem))
                .contains(
                        "name",
                        "phone",
                        "email",
                        "score",
                        "value",
                        "timezone",
                        "consent.basis",
                        "consent.at",
                        "version")
                .anyMatch(field -> field.startsWith("customFields"));
    }

    private static List<@Nullable String> fields(Problem problem) {
        return problem.errors().stream().<@Nullable String>map(error -> error.field()).toList();
    }
}
