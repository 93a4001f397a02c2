package com.techbro24.crm.integrations.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What legs say of a call, in whatever order they were told. */
class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    private static CallLeg.Told told(
            Leg leg, String id, LegStatus status, @Nullable Integer seconds) {
        String agent = leg == Leg.AGENT ? "agent of " + id : null;
        return new CallLeg.Told("twilio", id, "call", leg, agent, status, NOW, seconds);
    }

    private static List<CallLeg.Told> reached(Leg leg, String id) {
        return List.of(
                told(leg, id, LegStatus.INITIATED, null),
                told(leg, id, LegStatus.RINGING, null),
                told(leg, id, LegStatus.ANSWERED, null),
                told(leg, id, LegStatus.COMPLETED, 42));
    }

    private static Verdict verdict(boolean outbound, List<CallLeg.Told> told) {
        Map<String, CallLeg> legs = new LinkedHashMap<>();
        for (CallLeg.Told each : told) {
            legs.compute(
                    each.id(),
                    (id, before) ->
                            before == null ? CallLeg.first(each, NOW) : before.after(each, NOW));
        }
        return Verdict.of(outbound, List.copyOf(legs.values()));
    }

    @Property(tries = 200)
    void an_outgoing_call_ends_the_same_in_any_order(@ForAll Random random) {
        List<CallLeg.Told> all = new ArrayList<>(reached(Leg.AGENT, "a"));
        all.addAll(reached(Leg.LEAD, "b"));
        all.addAll(List.copyOf(all));
        Collections.shuffle(all, random);

        Verdict verdict = verdict(true, all);

        assertThat(verdict.status()).isEqualTo("completed");
        assertThat(verdict.durationSeconds()).isEqualTo(42);
        assertThat(verdict.at()).isEqualTo(NOW);
    }

    @Property(tries = 200)
    void an_incoming_call_belongs_to_who_answered_in_any_order(@ForAll Random random) {
        List<CallLeg.Told> all = new ArrayList<>(reached(Leg.LEAD, "caller"));
        all.add(told(Leg.AGENT, "x", LegStatus.RINGING, null));
        all.add(told(Leg.AGENT, "x", LegStatus.NO_ANSWER, null));
        all.addAll(reached(Leg.AGENT, "y"));
        Collections.shuffle(all, random);

        Verdict verdict = verdict(false, all);

        assertThat(verdict.status()).isEqualTo("completed");
        assertThat(verdict.leg()).isNotNull().extracting(CallLeg::id).isEqualTo("y");
    }

    @Test
    void the_agent_alone_is_no_call() {
        List<CallLeg.Told> agent = reached(Leg.AGENT, "a");

        assertThat(verdict(true, agent.subList(0, 3)).status()).isNull();
        assertThat(verdict(true, agent).isUnclear()).isTrue();
        assertThat(verdict(true, List.of(told(Leg.AGENT, "a", LegStatus.BUSY, null))).status())
                .isEqualTo("cancelled");
    }

    @Test
    void a_caller_who_gives_up_is_missed_once_nobody_is_rung_any_more() {
        var gone = told(Leg.LEAD, "caller", LegStatus.COMPLETED, null);
        var rings = told(Leg.AGENT, "x", LegStatus.RINGING, null);

        assertThat(verdict(false, List.of(gone, rings)).isUnclear()).isTrue();
        assertThat(
                        verdict(
                                        false,
                                        List.of(
                                                gone,
                                                rings,
                                                told(Leg.AGENT, "x", LegStatus.CANCELED, null)))
                                .status())
                .isEqualTo("missed");
    }
}
