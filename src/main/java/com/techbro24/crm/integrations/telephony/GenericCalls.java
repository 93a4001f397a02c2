package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a telephone system of the customer's tells of calls. */
final class GenericCalls {
    private static final String NAME = GenericTelephony.NAME;

    private final GroupCommit writer;
    private final FeatureCommands commands;
    private final Directory directory;
    private final CallReporting reporting;

    GenericCalls(
            GroupCommit writer,
            FeatureCommands commands,
            Directory directory,
            CallReporting reporting) {
        this.writer = writer;
        this.commands = commands;
        this.directory = directory;
        this.reporting = reporting;
    }

    GenericReply take(GenericReport report) {
        return writer.write(tx -> take(tx, report));
    }

    private GenericReply take(Tx tx, GenericReport report) {
        TelephonyCall call = call(tx, report);
        var told =
                new CallLeg.Told(
                        NAME,
                        report.providerCallId(),
                        call.id(),
                        Leg.LEAD,
                        null,
                        legStatus(report.status()),
                        report.at(),
                        report.durationSeconds());
        CallLeg leg =
                TelephonyStore.leg(tx, NAME, report.providerCallId())
                        .map(before -> before.after(told, commands.now()))
                        .orElseGet(() -> CallLeg.first(told, commands.now()));
        String key =
                report.providerCallId()
                        + ":"
                        + (report.sequence() == null
                                ? EnumNames.of(report.status())
                                : report.sequence().toString());
        String note = reporting.send(tx, NAME, input(call, report), key);
        TelephonyStore.save(tx, leg.noted(note, commands.now()));
        Optional<Directory.CallView> view = directory.call(tx, call.id());
        boolean isOpen = view.filter(Directory.CallView::isOpen).isPresent();
        TelephonyStore.update(
                tx,
                call.heard(
                        isOpen ? TelephonyCall.State.OPEN : TelephonyCall.State.ENDED,
                        commands.now()));
        return new GenericReply(call.id(), note, ring(tx, call, view.orElse(null)));
    }

    private static ObjectNode input(TelephonyCall call, GenericReport report) {
        ObjectNode input = Json.object().put("id", call.id());
        input.put("status", EnumNames.of(report.status()));
        input.put("provider", NAME).put("providerCallId", report.providerCallId());
        input.put("agentId", call.outbound() ? null : report.agentId());
        input.put("at", report.at() == null ? null : Times.format(report.at()));
        input.put("durationSeconds", report.durationSeconds());
        return input.put("recordingUrl", report.recordingUrl());
    }

    /** The call that is meant; a new one for a call from outside. */
    private TelephonyCall call(Tx tx, GenericReport report) {
        if (report.callId() != null) {
            return TelephonyStore.find(tx, report.callId())
                    .filter(call -> call.provider().equals(NAME))
                    .orElseThrow(() -> Problem.notFound("call"));
        }
        Optional<TelephonyCall> known =
                TelephonyStore.leg(tx, NAME, report.providerCallId())
                        .flatMap(leg -> TelephonyStore.find(tx, leg.callId()));
        return known.orElseGet(() -> incoming(tx, report));
    }

    private TelephonyCall incoming(Tx tx, GenericReport report) {
        ObjectNode create = Json.object().put("direction", "inbound").put("phone", report.from());
        create.put("provider", NAME).put("providerCallId", report.providerCallId());
        JsonNode made = commands.run(tx, Caller.SYSTEM, "call.create", create);
        TelephonyCall call =
                TelephonyCall.incoming(
                        made.get("id").textValue(),
                        NAME,
                        report.from() == null ? "" : report.from(),
                        commands.now());
        TelephonyStore.insert(tx, call);
        return call;
    }

    /** Who is to be rung; a call that nobody can take is missed when the system says so. */
    private List<GenericReply.Agent> ring(
            Tx tx, TelephonyCall call, Directory.@Nullable CallView view) {
        boolean rings = view != null && view.status().equals("ringing") && !call.outbound();
        return view == null || !rings
                ? List.of()
                : directory.available(tx, view.agentId()).stream()
                        .map(agent -> new GenericReply.Agent(agent.agentId(), agent.number()))
                        .toList();
    }

    private static LegStatus legStatus(GenericStatus status) {
        return switch (status) {
            case RINGING -> LegStatus.RINGING;
            case IN_PROGRESS -> LegStatus.ANSWERED;
            case COMPLETED -> LegStatus.COMPLETED;
            case MISSED, NO_ANSWER -> LegStatus.NO_ANSWER;
            case BUSY -> LegStatus.BUSY;
            case FAILED -> LegStatus.FAILED;
            case CANCELLED -> LegStatus.CANCELED;
        };
    }
}
