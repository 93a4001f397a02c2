package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.integrations.twilio.FormBody;
import com.techbro24.crm.integrations.twilio.Twiml;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Twilio asks and tells during calls. Each callback is one write, and may come again. */
final class TwilioCalls {
    private static final String NAME = TwilioTelephony.NAME;

    /** A caller may also be hidden, or be a SIP address. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final GroupCommit writer;
    private final FeatureCommands commands;
    private final Directory directory;
    private final CallReporting reporting;
    private final TwilioAddresses addresses;
    private final TelephonySettings settings;
    private final String number;

    /**
     * @param number the number that calls leads, as they see it
     */
    TwilioCalls(
            GroupCommit writer,
            FeatureCommands commands,
            Directory directory,
            CallReporting reporting,
            TwilioAddresses addresses,
            TelephonySettings settings,
            String number) {
        this.writer = writer;
        this.commands = commands;
        this.directory = directory;
        this.reporting = reporting;
        this.addresses = addresses;
        this.settings = settings;
        this.number = number;
    }

    /**
     * What Twilio is to do now, in TwiML.
     *
     * @param callId null for a new incoming call
     * @param step {@code connect} or {@code next}
     */
    String voice(FormBody form, @Nullable String callId, String step) {
        if (callId == null) {
            return writer.write(tx -> incoming(tx, form));
        }
        return writer.write(
                tx -> {
                    Optional<TelephonyCall> call = known(tx, callId);
                    if (call.isEmpty()) {
                        return Twiml.hangUp();
                    }
                    return step.equals("connect")
                            ? connect(tx, call.get(), form)
                            : next(tx, call.get(), form);
                });
    }

    private static Optional<TelephonyCall> known(Tx tx, String callId) {
        return Id.isValid(callId)
                ? TelephonyStore.find(tx, callId).filter(call -> call.provider().equals(NAME))
                : Optional.empty();
    }

    /** The agent has answered: it is connected to the lead, unless the call has ended meanwhile. */
    private String connect(Tx tx, TelephonyCall call, FormBody form) {
        take(tx, call, Leg.AGENT, call.agentId(), form, "connect");
        boolean isOpen =
                directory.call(tx, call.id()).filter(Directory.CallView::isOpen).isPresent();
        return isOpen
                ? dial(call, number, call.number(), addresses.status(call.id(), Leg.LEAD, null))
                : Twiml.hangUp();
    }

    /** Somebody was rung: the leg says how it ended. An incoming call then rings the next agent. */
    private String next(Tx tx, TelephonyCall call, FormBody form) {
        Optional<String> rung = form.get("DialCallSid");
        Optional<LegStatus> status = form.get("DialCallStatus").flatMap(TwilioTelephony::status);
        // "answered" here is the end of a conversation.
        LegStatus ended =
                status.filter(word -> word != LegStatus.ANSWERED).orElse(LegStatus.COMPLETED);
        if (rung.isPresent() && status.isPresent()) {
            Leg leg = call.outbound() ? Leg.LEAD : Leg.AGENT;
            String agentId = call.outbound() ? null : call.agentId();
            var told =
                    new CallLeg.Told(
                            NAME,
                            rung.get(),
                            call.id(),
                            leg,
                            agentId,
                            ended,
                            null,
                            form.number("DialCallDuration").orElse(null));
            reporting.take(tx, call, told, rung.get() + ":dial-" + ended);
        }
        // Whoever asks may have hung up meanwhile.
        take(tx, again(tx, call), call.outbound() ? Leg.AGENT : Leg.LEAD, null, form, "next");
        if (call.outbound() || ended == LegStatus.COMPLETED) {
            return Twiml.hangUp();
        }
        return ring(tx, again(tx, call), Twiml.hangUp());
    }

    private static TelephonyCall again(Tx tx, TelephonyCall call) {
        return TelephonyStore.find(tx, call.id()).orElse(call);
    }

    /** A call from outside: its lead and agent are found, and who is available is rung. */
    private String incoming(Tx tx, FormBody form) {
        String sid = form.need("CallSid");
        Optional<CallLeg> leg = TelephonyStore.leg(tx, NAME, sid);
        if (leg.isPresent()) {
            return TelephonyStore.find(tx, leg.get().callId())
                    .map(call -> ringAgain(tx, call))
                    .orElseGet(Twiml::reject);
        }
        ObjectNode create = Json.object().put("direction", "inbound");
        String from = form.get("From").filter(text -> NUMBER.matcher(text).matches()).orElse("");
        create.put("phone", from.isEmpty() ? null : from);
        create.put("provider", NAME).put("providerCallId", sid);
        JsonNode made = commands.run(tx, Caller.SYSTEM, "call.create", create);
        String id = made.get("id").textValue();
        TelephonyCall call = TelephonyCall.incoming(id, NAME, from, commands.now());
        TelephonyStore.insert(tx, call);
        take(tx, call, Leg.LEAD, null, form, "incoming");
        return ring(tx, call, Twiml.reject());
    }

    /** The same request again: its answer was lost, so the same agent is rung. */
    private String ringAgain(Tx tx, TelephonyCall call) {
        String agentNumber = call.agentNumber();
        return agentNumber == null || call.state() == TelephonyCall.State.ENDED
                ? Twiml.reject()
                : dialAgent(call, agentNumber);
    }

    /**
     * @param nobody what to answer if nobody is available who was not rung yet
     */
    private String ring(Tx tx, TelephonyCall call, String nobody) {
        Optional<Directory.CallView> view =
                directory.call(tx, call.id()).filter(Directory.CallView::isOpen);
        if (view.isEmpty()) {
            return nobody;
        }
        Optional<Directory.Ringing> agent =
                directory.available(tx, view.get().agentId()).stream()
                        .filter(each -> !call.rung().contains(each.agentId()))
                        .findFirst();
        if (agent.isEmpty()) {
            reporting.miss(tx, call);
            return nobody;
        }
        TelephonyCall ringing = call.ringing(agent.get(), commands.now());
        TelephonyStore.update(tx, ringing);
        return dialAgent(ringing, agent.get().number());
    }

    private String dialAgent(TelephonyCall call, String agentNumber) {
        return dial(
                call,
                call.number().startsWith("+") ? call.number() : number,
                agentNumber,
                addresses.status(call.id(), Leg.AGENT, call.agentId()));
    }

    private String dial(TelephonyCall call, String callerId, String to, String status) {
        List<Map.Entry<String, String>> attributes = new ArrayList<>();
        attributes.add(Map.entry("callerId", callerId));
        attributes.add(Map.entry("answerOnBridge", "true"));
        attributes.add(Map.entry("timeout", Long.toString(settings.ringTimeout().toSeconds())));
        attributes.add(Map.entry("action", addresses.next(call.id())));
        if (settings.record()) {
            attributes.add(Map.entry("record", "record-from-answer-dual"));
            attributes.add(Map.entry("recordingStatusCallback", addresses.recording(call.id())));
        }
        return Twiml.dial(
                attributes,
                List.of(
                        Map.entry("statusCallback", status),
                        Map.entry("statusCallbackEvent", "initiated ringing answered completed")),
                to);
    }

    /**
     * Takes the status of a leg.
     *
     * @param callId null where Twilio was told one address for all incoming calls
     */
    void status(FormBody form, @Nullable String callId, @Nullable Leg leg, @Nullable String agent) {
        boolean _ =
                writer.write(
                        tx -> {
                            String sid = form.need("CallSid");
                            Optional<CallLeg> known = TelephonyStore.leg(tx, NAME, sid);
                            String id =
                                    callId == null ? known.map(CallLeg::callId).orElse("") : callId;
                            Leg which =
                                    leg == null ? known.map(CallLeg::leg).orElse(Leg.LEAD) : leg;
                            known(tx, id)
                                    .ifPresent(
                                            call -> take(tx, call, which, agent, form, "status"));
                            return true;
                        });
    }

    private void take(
            Tx tx,
            TelephonyCall call,
            Leg leg,
            @Nullable String agentId,
            FormBody form,
            String what) {
        String sid = form.need("CallSid");
        Optional<LegStatus> status = form.get("CallStatus").flatMap(TwilioTelephony::status);
        if (status.isEmpty()) {
            return;
        }
        var told =
                new CallLeg.Told(
                        NAME,
                        sid,
                        call.id(),
                        leg,
                        agentId,
                        status.get(),
                        time(form.get("Timestamp").orElse("")),
                        form.number("CallDuration").orElse(null));
        String number = form.get("SequenceNumber").orElse(what + "-" + status.get());
        reporting.take(tx, call, told, sid + ":" + number);
    }

    /** As Twilio writes times, {@code Mon, 30 Nov 2026 11:00:00 +0000}. */
    private static @Nullable Instant time(String text) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A conversation was recorded. */
    void recording(FormBody form, String callId) {
        boolean _ =
                writer.write(
                        tx -> {
                            Optional<TelephonyCall> call = known(tx, callId);
                            Optional<String> address = form.get("RecordingUrl");
                            boolean isDone =
                                    form.get("RecordingStatus")
                                            .orElse("completed")
                                            .equals("completed");
                            if (call.isPresent() && address.isPresent() && isDone) {
                                ObjectNode input = Json.object().put("id", callId);
                                input.put("recordingUrl", address.get());
                                String key = form.get("RecordingSid").orElse(address.get());
                                String _ = reporting.send(tx, NAME, input, "recording:" + key);
                            }
                            return true;
                        });
    }
}
