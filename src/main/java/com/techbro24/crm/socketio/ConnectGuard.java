package com.techbro24.crm.socketio;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Decides who may join a namespace; called on the server's executor, so it may block. */
@FunctionalInterface
public interface ConnectGuard {

    /**
     * Returns the socket's first attributes.
     *
     * @throws ConnectRefused thrown, or the stage's failure, when the client may not; it is told
     *     the reason. Any other failure is logged, and the client told of an internal error.
     */
    CompletionStage<Map<String, Object>> admit(Handshake handshake) throws Exception;
}
