package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Takes an event of one socket; called on the server's executor, one event after the other, so it
 * may block.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * @param arguments those after the event's name; binary ones are {@linkplain
     *     JsonNode#isBinary() binary nodes}
     */
    void handle(List<JsonNode> arguments, Optional<Ack> ack) throws Exception;

    /**
     * The same for all sockets of a namespace, so that no socket has to hold handlers of its own.
     */
    @FunctionalInterface
    interface OfNamespace {
        void handle(Socket socket, List<JsonNode> arguments, Optional<Ack> ack) throws Exception;
    }

    /** Takes every event, before the handler that was named for it. */
    @FunctionalInterface
    interface OfAny {
        void handle(Socket socket, String event, List<JsonNode> arguments, Optional<Ack> ack)
                throws Exception;
    }
}
