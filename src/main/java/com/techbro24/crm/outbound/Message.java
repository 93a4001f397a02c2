package com.techbro24.crm.outbound;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that leaves the server.
 *
 * @param channel such as {@code email} or {@code sms}
 * @param recipient the address on the channel
 * @param payload the content, in the form of its channel
 * @param aboutType the type of the row that it is about; null for none
 * @param aboutId the id of that row
 * @param notificationId the notification that it delivers; null for none
 * @param agentId the agent who sent it or gets it; null for the server
 * @param attempts how often it was handed to the provider
 * @param dueAt when it is sent, or tried again
 * @param provider who took it; null before
 * @param providerId the provider's id of it
 * @param error why it was not sent at the last attempt; null if it was
 */
public record Message(
        String id,
        int version,
        @Example("\"email\"") String channel,
        @Example("\"ann@example.com\"") String recipient,
        @Example("{\"subject\":\"A new lead\"}") Map<String, @Nullable Object> payload,
        @Nullable String aboutType,
        @Nullable String aboutId,
        @Nullable String notificationId,
        @Nullable String agentId,
        MessageStatus status,
        int attempts,
        Instant dueAt,
        @Nullable String provider,
        @Nullable String providerId,
        @Nullable String error,
        Instant createdAt,
        Instant updatedAt)
        implements Entity {
    /** The name in error messages. */
    static final String NOUN = "message";

    private static final int ERROR_LENGTH_MAX = 500;

    /** From one attempt to the next. */
    public static final List<Duration> RETRIES =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6));

    static Message queued(NewMessage from, Instant now) {
        return new Message(
                Id.next(),
                1,
                from.channel(),
                from.recipient(),
                from.payload(),
                from.aboutType(),
                from.aboutId(),
                from.notificationId(),
                from.agentId(),
                MessageStatus.QUEUED,
                0,
                from.dueAt() == null ? now : from.dueAt(),
                null,
                null,
                null,
                now,
                now);
    }

    Message sending(Instant now) {
        return with(MessageStatus.SENDING, attempts + 1, dueAt, provider, providerId, error, now);
    }

    /** A node ended while it sent it: it is unknown whether it was sent. */
    Message released(Instant now) {
        return with(MessageStatus.QUEUED, attempts, now, provider, providerId, error, now);
    }

    Message after(SendResult result, Instant now) {
        return switch (result) {
            case SendResult.Sent sent ->
                    with(
                            MessageStatus.SENT,
                            attempts,
                            dueAt,
                            sent.provider(),
                            sent.providerId(),
                            null,
                            now);
            case SendResult.Later later -> later(later, now);
            case SendResult.Refused refused -> ended(MessageStatus.FAILED, refused.reason(), now);
            case SendResult.Suppressed dropped ->
                    ended(MessageStatus.SUPPRESSED, dropped.reason(), now);
            case SendResult.Postponed postponed ->
                    with(
                            MessageStatus.QUEUED,
                            attempts - 1,
                            postponed.until(),
                            provider,
                            providerId,
                            null,
                            now);
        };
    }

    private Message later(SendResult.Later later, Instant now) {
        if (attempts > RETRIES.size()) {
            return ended(MessageStatus.FAILED, later.reason(), now);
        }
        Duration own = RETRIES.get(attempts - 1);
        Duration wait = later.after().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        return with(
                MessageStatus.QUEUED,
                attempts,
                now.plus(wait),
                provider,
                providerId,
                cut(later.reason()),
                now);
    }

    private Message ended(MessageStatus end, String reason, Instant now) {
        return with(end, attempts, dueAt, provider, providerId, cut(reason), now);
    }

    /** A receipt of the provider; an older one changes nothing. */
    Message receipt(MessageStatus told, @Nullable String reason, Instant now) {
        if (told.rank() <= status.rank()) {
            return this;
        }
        String why = reason == null ? null : cut(reason);
        return with(told, attempts, dueAt, provider, providerId, why, now);
    }

    /** Sends it now, with all attempts again. */
    Message retried(Instant now) {
        if (status != MessageStatus.FAILED && status != MessageStatus.QUEUED) {
            throw Problem.conflict("Only a message that failed or waits can be sent again.");
        }
        return with(MessageStatus.QUEUED, 0, now, null, null, error, now);
    }

    Message cancelled(Instant now) {
        if (status != MessageStatus.QUEUED && status != MessageStatus.HELD) {
            throw Problem.conflict("Only a message that waits can be cancelled.");
        }
        return with(MessageStatus.CANCELLED, attempts, dueAt, provider, providerId, error, now);
    }

    private static String cut(String reason) {
        return reason.length() <= ERROR_LENGTH_MAX ? reason : reason.substring(0, ERROR_LENGTH_MAX);
    }

    private Message with(
            MessageStatus newStatus,
            int newAttempts,
            Instant due,
            @Nullable String by,
            @Nullable String byId,
            @Nullable String newError,
            Instant now) {
        return new Message(
                id,
                version + 1,
                channel,
                recipient,
                payload,
                aboutType,
                aboutId,
                notificationId,
                agentId,
                newStatus,
                newAttempts,
                due,
                by,
                byId,
                newError,
                createdAt,
                now);
    }
}
