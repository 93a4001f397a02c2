package com.techbro24.crm.socketio.engine;

/** Receives one session's messages; called on the session's event loop, so it must not block. */
public interface EngineListener {

    void onMessage(String message);

    void onMessage(byte[] message);

    /** The session has ended; no further calls. */
    void onClose(CloseReason reason);
}
