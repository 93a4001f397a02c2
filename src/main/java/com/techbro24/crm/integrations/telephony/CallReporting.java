package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a provider tells of legs, and reports what follows from it for the call. */
final class CallReporting {
    private static final Logger LOG = LoggerFactory.getLogger(CallReporting.class);

    private final FeatureCommands commands;

    CallReporting(FeatureCommands commands) {
        this.commands = commands;
    }

    Instant now() {
        return commands.now();
    }

    /**
     * Takes what was told of a leg of a call.
     *
     * @param key names what was told, so that it counts once
     */
    void take(Tx tx, TelephonyCall call, CallLeg.Told told, String key) {
        Instant now = now();
        CallLeg leg =
                TelephonyStore.leg(tx, told.provider(), told.id())
                        .map(before -> before.after(told, now))
                        .orElseGet(() -> CallLeg.first(told, now));
        if (!leg.callId().equals(call.id())) {
            LOG.warn("leg {} of {} belongs to another call", leg.id(), leg.provider());
            return;
        }
        TelephonyStore.save(tx, leg);
        List<CallLeg> legs = TelephonyStore.legs(tx, call.id());
        Verdict verdict = Verdict.of(call.outbound(), legs);
        if (verdict.status() != null) {
            report(tx, call, verdict, key);
        }
        TelephonyCall.State state =
                verdict.isEnd() ? TelephonyCall.State.ENDED : TelephonyCall.State.OPEN;
        // What is unclear is asked for at the next look.
        TelephonyStore.update(tx, call.heard(state, verdict.isUnclear() ? Instant.EPOCH : now));
    }

    private void report(Tx tx, TelephonyCall call, Verdict verdict, String key) {
        ObjectNode input = Json.object().put("id", call.id()).put("status", verdict.status());
        CallLeg leg = verdict.leg();
        if (leg != null && call.outbound() && leg.leg() == Leg.LEAD) {
            input.put("provider", leg.provider()).put("providerCallId", leg.id());
        }
        if (leg != null && !call.outbound() && leg.agentId() != null) {
            input.put("agentId", leg.agentId());
        }
        if (verdict.at() != null) {
            input.put("at", Times.format(verdict.at()));
        }
        if (verdict.isEnd() && verdict.durationSeconds() != null) {
            input.put("durationSeconds", verdict.durationSeconds());
        }
        String note = send(tx, call.provider(), input, key);
        if (note != null && leg != null) {
            LOG.info("{} told of call {}: {}", call.provider(), call.id(), note);
            TelephonyStore.save(tx, leg.noted(note, now()));
        }
    }

    /** Ends a call that the provider did not place. */
    void fail(Tx tx, TelephonyCall call) {
        end(tx, call, "failed");
    }

    /** Nobody can take an incoming call. */
    void miss(Tx tx, TelephonyCall call) {
        end(tx, call, "missed");
    }

    /** Every leg has ended, and nobody talked. */
    void close(Tx tx, TelephonyCall call) {
        end(tx, call, call.outbound() ? "cancelled" : "missed");
    }

    private void end(Tx tx, TelephonyCall call, String status) {
        ObjectNode input = Json.object().put("id", call.id()).put("status", status);
        String _ = send(tx, call.provider(), input, call.id() + ":" + status);
        TelephonyStore.update(tx, call.heard(TelephonyCall.State.ENDED, now()));
    }

    /**
     * Runs {@code call.report}, once for each key.
     *
     * @return why it, or a part of it, was not taken; null if it was
     */
    @Nullable String send(Tx tx, String provider, ObjectNode input, String key) {
        try {
            JsonNode reply =
                    commands.once(
                            tx, Caller.SYSTEM, "call.report", input, "telephony:" + provider, key);
            return reply.path("note").textValue();
        } catch (Problem problem) {
            // A fact that the call cannot take, such as one about a deleted call.
            return problem.detail();
        }
    }
}
