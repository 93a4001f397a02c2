package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Handles events of one socket; called on the server's executor, one event after another, so it may
 * block.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * @param arguments those after the event's name; binary ones are {@linkplain
     *     JsonNode#isBinary() binary nodes}
     */
    void handle(List<JsonNode> arguments, Optional<Ack> ack) throws Exception;

    /** The same for all sockets of a namespace, so that sockets need no handlers of their own. */
    @FunctionalInterface
    interface OfNamespace {
        void handle(Socket socket, List<JsonNode> arguments, Optional<Ack> ack) throws Exception;
    }

    /** Receives every event, before the event's own handler. */
    @FunctionalInterface
    interface OfAny {
        void handle(Socket socket, String event, List<JsonNode> arguments, Optional<Ack> ack)
                throws Exception;
    }
}
