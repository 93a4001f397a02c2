package com.techbro24.crm.socketio.engine;

import io.vertx.core.Future;

/** How a session's packets reach the client; touched on the session's loop only. */
sealed interface Transport permits PollingTransport, WebSocketTransport {

    /** Puts a packet in line; it leaves at the next flush or as soon as the client asks. */
    void write(Frame frame, Loop loop);

    void flush();

    /** Whether a packet written now would leave at once. */
    boolean isReady();

    /** The bytes written that the client has not taken yet; may be asked on any thread. */
    long unreadBytes();

    void pauseReading();

    void resumeReading();

    /** Ends it after what is in line; the last word is for a client that polls. */
    Future<Void> close(Frame lastWord);

    /** Ends it at once; what is in line is lost. */
    void abort();
}
