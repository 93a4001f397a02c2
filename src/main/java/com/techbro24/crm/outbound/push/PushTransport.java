package com.techbro24.crm.outbound.push;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the messages of the channel {@code push} to the service of each device. */
public final class PushTransport implements Transport {
    private static final String READ = "It was read before the message left.";

    private final Database database;
    private final GroupCommit writer;
    private final Map<PushKind, PushAdapter> services = new EnumMap<>(PushKind.class);
    private final PushWriter content;

    PushTransport(
            Database database, GroupCommit writer, List<PushAdapter> services, PushWriter content) {
        this.database = database;
        this.writer = writer;
        this.content = content;
        services.forEach(service -> this.services.put(service.kind(), service));
    }

    @Override
    public String channel() {
        return PushQueue.CHANNEL;
    }

    @Override
    public SendResult send(Message message) {
        SendResult result = attempt(message);
        boolean isLast = message.attempts() > Message.RETRIES.size();
        if (!(result instanceof SendResult.Later) || isLast) {
            content.ended(message, batchFrom(message), result);
        }
        return result;
    }

    private SendResult attempt(Message message) {
        Optional<PushDevice> device = database.read(tx -> PushStore.find(tx, message.recipient()));
        if (device.isEmpty()) {
            return new SendResult.Suppressed("The device is no longer subscribed.");
        }
        Optional<PushContent> shown =
                database.snapshot(tx -> content.write(tx, message, batchFrom(message)));
        if (shown.isEmpty()) {
            return new SendResult.Suppressed(READ);
        }
        PushAdapter service = services.get(device.get().kind());
        if (service == null) {
            return new SendResult.Refused("The push service of the device is not set up.");
        }
        try {
            PushAdapter.Answer answer = service.send(device.get(), shown.get(), manner(message));
            if (answer.gone()) {
                drop(device.get());
            }
            return answer.result();
        } catch (OutboundException failure) {
            return failure.isForbidden()
                    ? new SendResult.Refused(failure.reason())
                    : new SendResult.Later(failure.reason());
        }
    }

    private void drop(PushDevice device) {
        boolean _ =
                writer.write(
                        tx -> {
                            PushStore.delete(tx, device.id());
                            return true;
                        });
    }

    private static PushAdapter.Manner manner(Message message) {
        Long ttl = number(message, PushQueue.TTL);
        String urgency = String.valueOf(message.payload().get(PushQueue.URGENCY));
        return new PushAdapter.Manner(urgency, Duration.ofSeconds(ttl == null ? 0 : ttl));
    }

    private static Optional<Instant> batchFrom(Message message) {
        return Optional.ofNullable(number(message, PushQueue.BATCH_FROM))
                .map(Instant::ofEpochMilli);
    }

    private static @Nullable Long number(Message message, String name) {
        return message.payload().get(name) instanceof Number number ? number.longValue() : null;
    }
}
