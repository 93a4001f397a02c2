package com.techbro24.crm.integrations.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.common.FeatureCommands;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of the channel: to leads in their calling hours, and not too many a second.
 */
final class SmsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(SmsTransport.class);

    private final GroupCommit writer;
    private final SmsDirectory directory;
    private final SmsProvider provider;
    private final SmsInbox inbox;
    private final FeatureCommands commands;
    private final SendTurns turns;

    SmsTransport(
            GroupCommit writer,
            SmsDirectory directory,
            SmsProvider provider,
            SmsInbox inbox,
            FeatureCommands commands,
            Duration interval) {
        this.writer = writer;
        this.directory = directory;
        this.provider = provider;
        this.inbox = inbox;
        this.commands = commands;
        this.turns = new SendTurns(interval);
    }

    @Override
    public String channel() {
        return SmsQueue.CHANNEL;
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        Optional<SendResult> instead =
                message.notificationId() == null
                        ? toLead(tx, message, now)
                        : directory
                                .unwanted(tx, message.notificationId())
                                .map(SendResult.Suppressed::new);
        instead.ifPresent(result -> report(message, result));
        if (instead.isPresent()) {
            return instead;
        }
        Instant turn = turns.of(message.id(), now);
        return turn.isAfter(now) ? Optional.of(new SendResult.Postponed(turn)) : Optional.empty();
    }

    private Optional<SendResult> toLead(Tx tx, Message message, Instant now) {
        String leadId = message.aboutId();
        if (leadId == null) {
            return Optional.empty();
        }
        Optional<String> refusal = directory.refusal(tx, leadId);
        if (refusal.isPresent()) {
            return Optional.of(new SendResult.Suppressed(refusal.get()));
        }
        Instant opens = directory.opensAt(tx, leadId, now).orElse(now);
        return opens.isAfter(now) ? Optional.of(new SendResult.Postponed(opens)) : Optional.empty();
    }

    @Override
    public SendResult send(Message message) {
        SendResult result = result(message);
        report(message, result);
        return result;
    }

    private SendResult result(Message message) {
        try {
            return provider.send(message, String.valueOf(message.payload().get(SmsQueue.TEXT)));
        } catch (SmsProvider.Stopped stopped) {
            String why = String.valueOf(stopped.getMessage());
            boolean _ =
                    writer.write(
                            tx -> inbox.stop(tx, message.recipient(), why, "sent:" + message.id()));
            return new SendResult.Suppressed(why);
        }
    }

    /** Notes on the notification what became of it; one that is deleted meanwhile needs no note. */
    private void report(Message message, SendResult result) {
        String id = message.notificationId();
        if (id == null) {
            return;
        }
        ObjectNode input = Json.object().put("id", id).put("channel", SmsQueue.CHANNEL);
        input.put("attempts", message.attempts());
        switch (result) {
            case SendResult.Sent _ -> input.put("status", "sent");
            case SendResult.Suppressed dropped ->
                    input.put("status", "suppressed").put("error", dropped.reason());
            case SendResult.Refused refused ->
                    input.put("status", "failed").put("error", refused.reason());
            case SendResult.Later later ->
                    input.put("status", "failed").put("error", later.reason());
            case SendResult.Postponed _ -> input.put("status", "queued");
        }
        try {
            JsonNode _ =
                    writer.write(
                            tx ->
                                    commands.run(
                                            tx,
                                            Caller.SYSTEM,
                                            "notification.record_delivery",
                                            input));
        } catch (Problem problem) {
            LOG.debug("notification {} takes no note: {}", id, problem.detail());
        }
    }
}
