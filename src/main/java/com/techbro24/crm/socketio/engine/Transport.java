package com.techbro24.crm.socketio.engine;

import io.vertx.core.Future;

/** Sends a session's packets; used on the session's loop only. */
sealed interface Transport permits PollingTransport, WebSocketTransport {

    /** Queues a packet; it is sent at the next flush or poll. */
    void write(Frame frame, Loop loop);

    void flush();

    /** Whether a packet written now would be sent immediately. */
    boolean isReady();

    /** The buffered bytes; may be called on any thread. */
    long unreadBytes();

    void pauseReading();

    void resumeReading();

    /** Closes it after flushing; the last packet is for a polling client. */
    Future<Void> close(Frame lastWord);

    /** Closes it immediately; queued packets are lost. */
    void abort();
}
