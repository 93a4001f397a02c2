package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.outbound.OutboundException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a call for an agent. The call is started by the rules of every start and committed before
 * the provider is asked, so that no telephone rings for a call that there is not.
 */
final class Dialling {
    private static final Logger LOG = LoggerFactory.getLogger(Dialling.class);

    private final GroupCommit writer;
    private final FeatureCommands commands;
    private final Directory directory;
    private final CallReporting reporting;
    private final TelephonyProvider provider;

    Dialling(
            GroupCommit writer,
            FeatureCommands commands,
            Directory directory,
            CallReporting reporting,
            TelephonyProvider provider) {
        this.writer = writer;
        this.commands = commands;
        this.directory = directory;
        this.reporting = reporting;
        this.provider = provider;
    }

    /** The call as it is stored, and what telephony knows of it. */
    private record Begun(JsonNode call, TelephonyCall telephony) {}

    /** Returns the call, which rings. */
    JsonNode dial(DialRequest request, Caller caller) {
        Begun begun = writer.write(tx -> begin(tx, request, caller));
        try {
            Optional<String> leg = provider.dial(begun.telephony());
            writer.write(tx -> placed(tx, begun.telephony(), leg));
            return begun.call();
        } catch (TelephonyProvider.RefusedException refused) {
            boolean _ = writer.write(tx -> failed(tx, begun.telephony()));
            throw Problem.unprocessable("The telephony provider refused: " + refused.reason());
        } catch (OutboundException e) {
            // It may have been placed all the same: the reconciler finds out.
            LOG.warn("{} did not answer for call {}", provider.name(), begun.telephony().id(), e);
            throw Problem.unavailable("The telephony provider does not answer.");
        }
    }

    private Begun begin(Tx tx, DialRequest request, Caller caller) {
        ObjectNode create = Json.object().put("leadId", request.leadId());
        create.put("agentId", request.agentId()).put("phone", request.phone());
        JsonNode planned = commands.run(tx, caller, "call.create", create);
        String id = planned.get("id").textValue();
        String number =
                PhoneNumbers.e164(planned.get("phone").textValue())
                        .orElseThrow(
                                () ->
                                        refused(
                                                "phone",
                                                "not_international",
                                                "This number can only be dialled locally."));
        String agentId = planned.path("agentId").asText("");
        Directory.Ringing agent =
                directory
                        .agent(tx, agentId)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "agentId",
                                                "no_phone",
                                                "The agent has no telephone number to ring."));
        ObjectNode start = Json.object().put("id", id).put("status", "ringing");
        start.put("override", request.override()).put("overrideReason", request.overrideReason());
        JsonNode call = commands.run(tx, caller, "call.start", start);
        TelephonyCall telephony =
                TelephonyCall.placing(id, provider.name(), number, agent, commands.now());
        TelephonyStore.insert(tx, telephony);
        return new Begun(call, telephony);
    }

    private static Problem refused(String field, String code, String message) {
        return Problem.unprocessable(message)
                .with("errors", List.of(new InputError(field, code, message)));
    }

    /** A callback may have been faster than the provider's answer. */
    private boolean placed(Tx tx, TelephonyCall asked, Optional<String> leg) {
        TelephonyCall call = TelephonyStore.find(tx, asked.id()).orElse(asked);
        if (leg.isEmpty()) {
            TelephonyStore.update(tx, call.heard(TelephonyCall.State.OPEN, commands.now()));
            return true;
        }
        CallLeg.Told told =
                new CallLeg.Told(
                        provider.name(),
                        leg.get(),
                        call.id(),
                        Leg.AGENT,
                        call.agentId(),
                        LegStatus.INITIATED,
                        null,
                        null);
        reporting.take(tx, call, told, leg.get() + ":placed");
        return true;
    }

    private boolean failed(Tx tx, TelephonyCall asked) {
        reporting.fail(tx, TelephonyStore.find(tx, asked.id()).orElse(asked));
        return true;
    }
}
