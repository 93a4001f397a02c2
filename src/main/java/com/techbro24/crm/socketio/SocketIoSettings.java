package com.techbro24.crm.socketio;

import com.techbro24.crm.socketio.engine.EngineSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a {@link SocketIoServer}.
 *
 * @param engine path, pings, size limits and allowed origins
 * @param connectTimeout how long a client may take to join a first namespace
 * @param attachmentsMax how many binary values one packet may have
 * @param eventsPerSecondMax how many packets a second a client may send on one connection before it
 *     is cut off
 * @param eventsWaitingMax how many events of one connection may be queued before reading pauses
 * @param recovery how long the state of a disconnected client can be recovered; none by default
 */
public record SocketIoSettings(
        EngineSettings engine,
        Duration connectTimeout,
        int attachmentsMax,
        int eventsPerSecondMax,
        int eventsWaitingMax,
        Optional<Duration> recovery) {

    /** At {@code /socket.io/}: 10 s to join, 10 attachments, 100 events a second, no recovery. */
    public static SocketIoSettings defaults() {
        return new SocketIoSettings(
                EngineSettings.defaults("/socket.io/"),
                Duration.ofSeconds(10),
                10,
                100,
                64,
                Optional.empty());
    }

    public SocketIoSettings withEngine(EngineSettings changed) {
        return new SocketIoSettings(
                changed,
                connectTimeout,
                attachmentsMax,
                eventsPerSecondMax,
                eventsWaitingMax,
                recovery);
    }

    public SocketIoSettings withConnectTimeout(Duration timeout) {
        return new SocketIoSettings(
                engine, timeout, attachmentsMax, eventsPerSecondMax, eventsWaitingMax, recovery);
    }

    public SocketIoSettings withLimits(int attachments, int eventsPerSecond, int eventsWaiting) {
        return new SocketIoSettings(
                engine, connectTimeout, attachments, eventsPerSecond, eventsWaiting, recovery);
    }

    public SocketIoSettings withRecovery(Duration within) {
        return new SocketIoSettings(
                engine,
                connectTimeout,
                attachmentsMax,
                eventsPerSecondMax,
                eventsWaitingMax,
                Optional.of(within));
    }
}
