package com.techbro24.crm.integrations.telephony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.StandardSignature;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any telephone system (SIP, Asterisk, 3CX) that a small program connects. */
final class GenericTelephony implements TelephonyProvider {
    static final String NAME = "generic";

    private static final int RECORDING_BYTES_MAX = 64 * 1024 * 1024;
    private static final Duration RECORDING_TIMEOUT = Duration.ofMinutes(1);

    private final OutboundHttp http;
    private final URI address;
    private final StandardSignature signature;
    private final Clock clock;

    GenericTelephony(OutboundHttp http, URI address, StandardSignature signature, Clock clock) {
        this.http = http;
        this.address = address;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Asks the system to ring the agent and to connect the lead. */
    @Override
    public Optional<String> dial(TelephonyCall call) throws OutboundException, RefusedException {
        ObjectNode body = Json.object().put("type", "call.dial").put("callId", call.id());
        body.put("agentId", call.agentId()).put("agentNumber", call.agentNumber());
        body.put("number", call.number());
        byte[] bytes = Json.bytes(body);
        OutboundRequest request = OutboundRequest.post(address, "application/json", bytes);
        for (Map.Entry<String, String> header :
                signature.headers("dial_" + call.id(), clock.instant(), bytes).entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        OutboundResponse response = http.send(request);
        if (!response.isSuccess()) {
            throw new RefusedException(reason(response));
        }
        return Optional.empty();
    }

    private static String reason(OutboundResponse response) {
        try {
            String detail = Json.MAPPER.readTree(response.text()).path("detail").asText();
            return detail.isEmpty() ? "HTTP " + response.status() : detail;
        } catch (JsonProcessingException e) {
            return "HTTP " + response.status();
        }
    }

    /** It tells by itself, and cannot be asked. */
    @Override
    public List<CallLeg.Told> ask(TelephonyCall call, List<CallLeg> known) {
        return List.of();
    }

    @Override
    public Recording recording(URI sound) throws OutboundException, RefusedException {
        OutboundResponse file =
                http.send(
                        OutboundRequest.get(sound)
                                .answerBytesMax(RECORDING_BYTES_MAX)
                                .timeout(RECORDING_TIMEOUT));
        if (!file.isSuccess() || file.isCut()) {
            throw new RefusedException("HTTP " + file.status());
        }
        return new Recording(
                file.header("content-type").orElse("application/octet-stream"), file.body());
    }
}
