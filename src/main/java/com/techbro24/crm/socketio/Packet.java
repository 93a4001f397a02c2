package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;

/** A whole Socket.IO packet as it came, its attachments in their places. */
sealed interface Packet {
    String namespace();

    /** A request to join a namespace; {@code auth} is an object, empty if the client sent none. */
    record Connect(String namespace, JsonNode auth) implements Packet {}

    record Disconnect(String namespace) implements Packet {}

    /** An event, with the id under which the client waits for an answer, if it does. */
    record Event(String namespace, OptionalLong ackId, String name, List<JsonNode> arguments)
            implements Packet {}

    record Ack(String namespace, long ackId, List<JsonNode> arguments) implements Packet {}
}
