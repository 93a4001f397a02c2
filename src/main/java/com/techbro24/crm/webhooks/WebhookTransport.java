package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.NewMessage;
import com.techbro24.crm.outbound.Outbox;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Transport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what automation rules send to webhooks: messages of the queue, signed as events are, in an
 * order of their own.
 */
public final class WebhookTransport implements Transport {
    private static final String CHANNEL = "webhook";
    private static final String TYPE = "automation.webhook";
    private static final String PAYLOAD = "payload";
    private static final int IN_FLIGHT_MAX = 64;

    private final WebhookServices services;

    public WebhookTransport(WebhookServices services) {
        this.services = services;
    }

    /** Queues a message to a webhook that its sender may see. */
    public static void queue(
            Tx tx, String webhookId, JsonNode payload, Caller sender, Instant now) {
        Webhook webhook = WebhookStore.get(tx, webhookId, sender);
        if (!webhook.enabled()) {
            throw Problem.unprocessable("The webhook is disabled.");
        }
        Map<String, @Nullable Object> content = new HashMap<>();
        content.put(PAYLOAD, payload);
        var _ =
                Outbox.add(
                        tx,
                        NewMessage.to(CHANNEL, webhookId, content).ofAgent(sender.agentId()),
                        now);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public int inFlightMax() {
        return IN_FLIGHT_MAX;
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        Optional<Webhook> webhook = WebhookStore.find(tx, message.recipient());
        if (webhook.isEmpty()) {
            return Optional.of(new SendResult.Refused("The webhook was deleted."));
        }
        return webhook.get().enabled()
                ? Optional.empty()
                : Optional.of(new SendResult.Refused("The webhook is disabled."));
    }

    @Override
    public SendResult send(Message message) {
        Instant now = services.clock().instant();
        record Target(String url, List<String> secrets) {}
        Target to =
                services.database()
                        .read(
                                tx ->
                                        new Target(
                                                WebhookStore.find(tx, message.recipient())
                                                        .orElseThrow()
                                                        .url(),
                                                services.secrets()
                                                        .signing(tx, message.recipient(), now)));
        String key = "msg_" + message.id().replace("-", "");
        WebhookSender.Attempt attempt =
                services.sender().send(to.url(), to.secrets(), key, body(message));
        String error = attempt.error();
        if (error == null) {
            return new SendResult.Sent(CHANNEL, key);
        }
        return attempt.isGone()
                ? new SendResult.Refused(error)
                : new SendResult.Later(error, attempt.retryAfter());
    }

    /** With the time at which it was queued, so that each attempt has the same body. */
    private static String body(Message message) {
        ObjectNode json = Json.object();
        json.put("type", TYPE);
        json.put("timestamp", Times.format(message.createdAt()));
        json.set("data", Json.tree(message.payload().get(PAYLOAD)));
        return json.toString();
    }
}
