package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.integrations.twilio.TwilioClient;
import com.techbro24.crm.integrations.twilio.TwilioException;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls over Twilio's Programmable Voice. */
final class TwilioTelephony implements TelephonyProvider {
    static final String NAME = "twilio";

    private static final int RECORDING_BYTES_MAX = 64 * 1024 * 1024;
    private static final Duration RECORDING_TIMEOUT = Duration.ofMinutes(1);

    private final TwilioClient client;
    private final TwilioAddresses addresses;
    private final TelephonySettings settings;

    TwilioTelephony(TwilioClient client, TwilioAddresses addresses, TelephonySettings settings) {
        this.client = client;
        this.addresses = addresses;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> dial(TelephonyCall call) throws OutboundException, RefusedException {
        List<Map.Entry<String, String>> form = new ArrayList<>();
        form.add(Map.entry("To", String.valueOf(call.agentNumber())));
        form.add(Map.entry("From", client.account().number()));
        form.add(Map.entry("Url", addresses.connect(call.id())));
        form.add(Map.entry("Timeout", Long.toString(settings.ringTimeout().toSeconds())));
        form.add(
                Map.entry(
                        "StatusCallback", addresses.status(call.id(), Leg.AGENT, call.agentId())));
        for (String event : List.of("initiated", "ringing", "answered", "completed")) {
            form.add(Map.entry("StatusCallbackEvent", event));
        }
        try {
            return Optional.of(client.create("Calls", form).path("sid").asText())
                    .filter(sid -> !sid.isEmpty());
        } catch (TwilioException e) {
            throw new RefusedException(e.reason());
        }
    }

    /** Each leg that is known and has not ended, and the legs that it began. */
    @Override
    public List<CallLeg.Told> ask(TelephonyCall call, List<CallLeg> known)
            throws OutboundException, RefusedException {
        List<CallLeg.Told> told = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (CallLeg leg : known) {
                JsonNode now = client.read("Calls/" + leg.id() + ".json");
                add(told, seen, call, leg.leg(), leg.agentId(), now);
                boolean isFirst = leg.leg() == (call.outbound() ? Leg.AGENT : Leg.LEAD);
                if (isFirst) {
                    JsonNode children = client.read("Calls.json?ParentCallSid=" + leg.id());
                    for (JsonNode child : children.path("calls")) {
                        Leg other = call.outbound() ? Leg.LEAD : Leg.AGENT;
                        add(told, seen, call, other, agentOf(child, call, known), child);
                    }
                }
            }
        } catch (TwilioException e) {
            throw new RefusedException(e.reason());
        }
        return told;
    }

    /** The agent whose leg it is; of a leg that was never told of, the one who was rung last. */
    private static @Nullable String agentOf(
            JsonNode child, TelephonyCall call, List<CallLeg> known) {
        if (call.outbound()) {
            return null;
        }
        return known.stream()
                .filter(leg -> leg.id().equals(child.path("sid").asText()))
                .map(CallLeg::agentId)
                .findFirst()
                .orElse(call.agentId());
    }

    private static void add(
            List<CallLeg.Told> told,
            Set<String> seen,
            TelephonyCall call,
            Leg leg,
            @Nullable String agentId,
            JsonNode now) {
        String sid = now.path("sid").asText();
        Optional<LegStatus> status = status(now.path("status").asText());
        if (!sid.isEmpty() && status.isPresent() && seen.add(sid)) {
            String seconds = now.path("duration").asText();
            Integer duration = seconds.matches("\\d{1,6}") ? Integer.valueOf(seconds) : null;
            told.add(
                    new CallLeg.Told(
                            NAME, sid, call.id(), leg, agentId, status.get(), null, duration));
        }
    }

    /** Twilio's word for the status of a call; empty for one that says nothing yet. */
    static Optional<LegStatus> status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "queued", "initiated" -> Optional.of(LegStatus.INITIATED);
            case "ringing" -> Optional.of(LegStatus.RINGING);
            case "in-progress", "answered" -> Optional.of(LegStatus.ANSWERED);
            case "completed" -> Optional.of(LegStatus.COMPLETED);
            case "busy" -> Optional.of(LegStatus.BUSY);
            case "no-answer" -> Optional.of(LegStatus.NO_ANSWER);
            case "failed" -> Optional.of(LegStatus.FAILED);
            case "canceled" -> Optional.of(LegStatus.CANCELED);
            default -> Optional.empty();
        };
    }

    /** Only from the account: an agent may write any address into a call, and we log in here. */
    @Override
    public Recording recording(URI address) throws OutboundException, RefusedException {
        if (!address.toString().startsWith(client.recordings())) {
            throw new RefusedException("it is not a recording of the account");
        }
        try {
            URI sound = URI.create(address + ".mp3");
            OutboundResponse file = client.file(sound, RECORDING_BYTES_MAX, RECORDING_TIMEOUT);
            if (file.isCut()) {
                throw new RefusedException("the recording is too long");
            }
            return new Recording("audio/mpeg", file.body());
        } catch (TwilioException e) {
            throw new RefusedException(e.reason());
        }
    }
}
