package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalLong;

/** A complete incoming Socket.IO packet with its attachments. */
sealed interface Packet {
    String namespace();

    /** A request to join a namespace; {@code auth} is an object, empty if the client sent none. */
    record Connect(String namespace, JsonNode auth) implements Packet {}

    record Disconnect(String namespace) implements Packet {}

    /** An event, with the ack id if the client expects an answer. */
    record Event(String namespace, OptionalLong ackId, String name, List<JsonNode> arguments)
            implements Packet {}

    record Ack(String namespace, long ackId, List<JsonNode> arguments) implements Packet {}
}
