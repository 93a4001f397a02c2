package com.techbro24.crm.socketio;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Decides who may join a namespace; called on the server's executor, so it may block. */
@FunctionalInterface
public interface ConnectGuard {

    /**
     * Returns the socket's first attributes.
     *
     * @throws ConnectRefused if the client is rejected, thrown or as the stage's failure; the
     *     client gets the reason. Any other failure is logged, and the client gets an internal
     *     error.
     */
    CompletionStage<Map<String, Object>> admit(Handshake handshake) throws Exception;
}
