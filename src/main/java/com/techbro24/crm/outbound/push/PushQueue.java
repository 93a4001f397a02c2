package com.techbro24.crm.outbound.push;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.NewMessage;
import com.techbro24.crm.outbound.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queues push messages, one for each device: an urgent one at once, the others at a pace that
 * spares the battery. The first comes at once; what follows within 30 seconds comes in one message
 * at their end.
 */
public final class PushQueue {
    public static final String CHANNEL = "push";

    /** The fields of a payload. */
    static final String BATCH_FROM = "batchFrom";

    static final String URGENCY = "urgency";
    static final String TTL = "ttlSeconds";

    private PushQueue() {}

    /**
     * A notification to push.
     *
     * @param urgent whether it is sent at once, whatever was sent before
     * @param urgency how much it may cost the battery (RFC 8030, 5.3)
     * @param ttl how long a device that is off may get it later
     */
    public record Push(
            String notificationId, String agentId, boolean urgent, String urgency, Duration ttl) {}

    /** Returns whether the agent has a device. */
    public static boolean add(Tx tx, Push push, Instant now) {
        List<PushDevice> devices = PushStore.ofAgent(tx, push.agentId());
        for (PushDevice device : devices) {
            if (push.urgent()) {
                queue(tx, device, push, now, null, now);
            } else if (!device.pacedUntil().isAfter(now)) {
                queue(tx, device, push, now, null, now);
                PushStore.pace(tx, device.id(), now.plus(PushDevice.PACE), null);
            } else if (!device.hasBatch(now)) {
                Instant at = device.pacedUntil();
                queue(tx, device, push, at, now, now);
                PushStore.pace(tx, device.id(), at.plus(PushDevice.PACE), at);
            }
        }
        return !devices.isEmpty();
    }

    private static void queue(
            Tx tx,
            PushDevice device,
            Push push,
            Instant due,
            @Nullable Instant batchFrom,
            Instant now) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put(URGENCY, push.urgency());
        payload.put(TTL, push.ttl().toSeconds());
        if (batchFrom != null) {
            payload.put(BATCH_FROM, batchFrom.toEpochMilli());
        }
        var _ =
                Outbox.add(
                        tx,
                        NewMessage.to(CHANNEL, device.id(), payload)
                                .ofNotification(push.notificationId())
                                .ofAgent(push.agentId())
                                .due(due),
                        now);
    }
}
