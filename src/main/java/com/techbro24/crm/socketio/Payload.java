package com.techbro24.crm.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.techbro24.crm.socketio.engine.Frame;
import com.techbro24.crm.socketio.engine.Outgoing;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packet's arguments as JSON text, and the binary values of its placeholders. */
record Payload(String json, List<byte[]> attachments) {

    /** Encodes arguments with the JSON mapper; {@code byte[]} and {@link Buffer} become binary. */
    static Payload of(ObjectMapper mapper, @Nullable String event, @Nullable Object... arguments) {
        ArrayNode array = mapper.createArrayNode();
        if (event != null) {
            array.add(event);
        }
        for (Object argument : arguments) {
            array.add(node(mapper, argument));
        }
        List<byte[]> attachments = new ArrayList<>(0);
        JsonNode tree = Attachments.isIn(array) ? Attachments.takeOut(array, attachments) : array;
        return new Payload(text(mapper, tree), attachments);
    }

    private static JsonNode node(ObjectMapper mapper, @Nullable Object argument) {
        if (argument instanceof JsonNode node) {
            return node;
        }
        return mapper.valueToTree(argument instanceof Buffer buffer ? buffer.getBytes() : argument);
    }

    static String text(ObjectMapper mapper, JsonNode tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    /** Arguments that are already JSON: an array that starts with the event's name. */
    static Payload encoded(String json) {
        if (!json.startsWith("[\"") || !json.endsWith("]")) {
            throw new IllegalArgumentException(
                    "Not an array that starts with an event's name: " + json);
        }
        return new Payload(json, List.of());
    }

    /** Appends an argument. */
    Payload with(String last) {
        return new Payload(
                json.substring(0, json.length() - 1) + ",\"" + last + "\"]", attachments);
    }

    Outgoing event(String namespace, @Nullable Long ackId, boolean droppable) {
        return packet(attachments.isEmpty() ? '2' : '5', namespace, ackId, droppable);
    }

    Outgoing acknowledgement(String namespace, long ackId) {
        return packet(attachments.isEmpty() ? '3' : '6', namespace, ackId, false);
    }

    /** A packet of any type without arguments of this kind; the JSON may be empty. */
    static Outgoing plain(char type, String namespace, String json) {
        return new Payload(json, List.of()).packet(type, namespace, null, false);
    }

    private Outgoing packet(char type, String namespace, @Nullable Long ackId, boolean droppable) {
        var text =
                new StringBuilder(json.length() + namespace.length() + 24).append('4').append(type);
        if (!attachments.isEmpty()) {
            text.append(attachments.size()).append('-');
        }
        if (!namespace.equals("/")) {
            text.append(namespace).append(',');
        }
        if (ackId != null) {
            text.append(ackId.longValue());
        }
        Frame head = Frame.control(text.append(json).toString());
        if (attachments.isEmpty()) {
            return Outgoing.of(List.of(head), droppable);
        }
        List<Frame> frames = new ArrayList<>(1 + attachments.size());
        frames.add(head);
        attachments.forEach(attachment -> frames.add(Frame.binary(attachment)));
        return Outgoing.of(List.copyOf(frames), droppable);
    }
}
