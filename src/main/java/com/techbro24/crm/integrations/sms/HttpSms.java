package com.techbro24.crm.integrations.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.MessageStatus;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundRequest;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.StandardSignature;
import java.time.Clock;
import java.util.Map;

/** Any SMS gateway with an HTTP interface: the request follows a template. */
final class HttpSms implements SmsProvider {
    static final String NAME = "http";

    private static final String TEMPLATE =
            "{\"id\":\"{{id}}\",\"to\":\"{{to}}\",\"text\":\"{{text}}\"}";

    private final OutboundHttp http;
    private final SmsSettings.Gateway gateway;
    private final StandardSignature signature;
    private final Clock clock;

    HttpSms(OutboundHttp http, SmsSettings.Gateway gateway, Clock clock) {
        this.http = http;
        this.gateway = gateway;
        this.signature = new StandardSignature(gateway.secret());
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SendResult send(Message message, String text) {
        byte[] body = body(message, text);
        OutboundRequest request = OutboundRequest.post(gateway.address(), "application/json", body);
        for (Map.Entry<String, String> header :
                signature.headers(message.id(), clock.instant(), body).entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        if (gateway.authorization().isPresent()) {
            request = request.header("Authorization", gateway.authorization().get());
        }
        try {
            return result(message, http.send(request));
        } catch (OutboundException e) {
            return new SendResult.Later(String.valueOf(e.getMessage()));
        }
    }

    private static SendResult result(Message message, OutboundResponse response) {
        if (response.isSuccess()) {
            return new SendResult.Sent(NAME, providerId(response, message.id()));
        }
        String reason = "HTTP " + response.status();
        boolean later =
                response.status() == 408 || response.status() == 429 || response.status() >= 500;
        return later
                ? new SendResult.Later(reason, response.retryAfter())
                : new SendResult.Refused(reason);
    }

    private byte[] body(Message message, String text) {
        return gateway.template()
                .orElse(TEMPLATE)
                .replace("{{id}}", inJson(message.id()))
                .replace("{{to}}", inJson(message.recipient()))
                .replace("{{text}}", inJson(text))
                .getBytes(UTF_8);
    }

    /** As it stands inside the quotes of a JSON text. */
    private static String inJson(String text) {
        String quoted = Json.text(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The gateway's id, if its answer has one; otherwise the message's own. */
    private static String providerId(OutboundResponse response, String own) {
        try {
            JsonNode answer = Json.MAPPER.readTree(response.text());
            JsonNode id = answer == null ? null : answer.get("id");
            return id == null || !id.isValueNode() || id.asText().isEmpty() ? own : id.asText();
        } catch (JsonProcessingException e) {
            return own;
        }
    }

    private void check(Request request) {
        signature.check(request.headers(), request.body(), clock.instant());
    }

    @Override
    public Receipt receipt(Request request) {
        check(request);
        HttpSmsReceipt told = request.body(HttpSmsReceipt.class);
        MessageStatus status =
                switch (told.status()) {
                    case SENT -> MessageStatus.SENT;
                    case DELIVERED -> MessageStatus.DELIVERED;
                    case FAILED -> MessageStatus.FAILED;
                };
        return new Receipt(null, told.id(), status, told.error(), false);
    }

    @Override
    public Incoming incoming(Request request) {
        check(request);
        HttpSmsIncoming told = request.body(HttpSmsIncoming.class);
        return new Incoming(
                told.id(),
                told.from(),
                told.text(),
                told.optOut() == null ? null : EnumNames.of(told.optOut()));
    }
}
