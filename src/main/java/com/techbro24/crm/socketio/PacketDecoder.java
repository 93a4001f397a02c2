package com.techbro24.crm.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the messages of one client to packets: {@code <type>[<attachments>-][<namespace>,][<ack
 * id>][<JSON>]}, followed by the attachments as binary messages.
 */
final class PacketDecoder {
    private static final int CONNECT = 0;
    private static final int DISCONNECT = 1;
    private static final int EVENT = 2;
    private static final int ACK = 3;
    private static final int BINARY_EVENT = 5;
    private static final int BINARY_ACK = 6;

    /** The number of digits that JavaScript represents exactly. */
    private static final int DIGITS_MAX = 15;

    /** Event names reserved by the client library. */
    private static final Set<String> RESERVED =
            Set.of(
                    "connect",
                    "connect_error",
                    "disconnect",
                    "disconnecting",
                    "newListener",
                    "removeListener");

    private final ObjectReader json;
    private final int attachmentsMax;
    private @Nullable Unfinished unfinished;

    /** A packet with missing attachments. */
    private record Unfinished(
            int type, Head head, JsonNode data, int wanted, List<byte[]> attachments) {}

    private record Head(String namespace, OptionalLong ackId) {}

    PacketDecoder(ObjectReader json, int attachmentsMax) {
        this.json = json;
        this.attachmentsMax = attachmentsMax;
    }

    static ObjectReader reader(ObjectMapper mapper) {
        return mapper.readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Decodes a text message; empty while attachments are missing. */
    Optional<Packet> decode(String text) throws PacketException {
        if (unfinished != null) {
            throw new PacketException("Text in place of an attachment");
        }
        var cursor = new Cursor(text);
        int type = cursor.type();
        int wanted = type == BINARY_EVENT || type == BINARY_ACK ? cursor.attachments() : 0;
        if (wanted > attachmentsMax) {
            throw new PacketException("Too many attachments");
        }
        Head head = new Head(cursor.namespace(), cursor.ackId());
        JsonNode data = parse(cursor.rest());
        if (wanted > 0) {
            requireShape(type, head, data);
            unfinished =
                    new Unfinished(type, head, requireData(data), wanted, new ArrayList<>(wanted));
            return Optional.empty();
        }
        return Optional.of(packet(type, head, data));
    }

    /** Decodes a binary message, which must be an expected attachment. */
    Optional<Packet> decode(byte[] attachment) throws PacketException {
        Unfinished waiting = unfinished;
        if (waiting == null) {
            throw new PacketException("An attachment without a packet");
        }
        waiting.attachments().add(attachment);
        if (waiting.attachments().size() < waiting.wanted()) {
            return Optional.empty();
        }
        unfinished = null;
        JsonNode data = Attachments.putBack(waiting.data(), waiting.attachments());
        return Optional.of(packet(waiting.type(), waiting.head(), data));
    }

    private @Nullable JsonNode parse(String text) throws PacketException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return json.readValue(text);
        } catch (JsonProcessingException malformed) {
            throw new PacketException("The payload is not JSON");
        }
    }

    private static Packet packet(int type, Head head, @Nullable JsonNode data)
            throws PacketException {
        requireShape(type, head, data);
        return switch (type) {
            case CONNECT ->
                    new Packet.Connect(
                            head.namespace(),
                            data == null ? JsonNodeFactory.instance.objectNode() : data);
            case DISCONNECT -> new Packet.Disconnect(head.namespace());
            case EVENT, BINARY_EVENT -> {
                List<JsonNode> all = elements(requireData(data));
                yield new Packet.Event(
                        head.namespace(),
                        head.ackId(),
                        all.getFirst().asText(),
                        all.subList(1, all.size()));
            }
            case ACK, BINARY_ACK ->
                    new Packet.Ack(
                            head.namespace(),
                            head.ackId().orElseThrow(),
                            elements(requireData(data)));
            default -> throw new PacketException("Unknown type");
        };
    }

    private static void requireShape(int type, Head head, @Nullable JsonNode data)
            throws PacketException {
        boolean right =
                switch (type) {
                    case CONNECT -> data == null || data.isObject();
                    case DISCONNECT -> data == null;
                    case EVENT, BINARY_EVENT ->
                            data != null
                                    && data.isArray()
                                    && !data.isEmpty()
                                    && (data.get(0).isTextual() || data.get(0).isNumber())
                                    && !RESERVED.contains(data.get(0).asText());
                    case ACK, BINARY_ACK ->
                            data != null && data.isArray() && head.ackId().isPresent();
                    default -> false;
                };
        if (!right) {
            throw new PacketException("Wrong payload for the type " + type);
        }
    }

    private static JsonNode requireData(@Nullable JsonNode data) throws PacketException {
        if (data == null) {
            throw new PacketException("No payload");
        }
        return data;
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.valueStream().toList();
    }

    /** Reads a packet from left to right. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        int type() throws PacketException {
            if (text.isEmpty()) {
                throw new PacketException("Empty");
            }
            int type = text.charAt(at++) - '0';
            // Type 4 is only sent by the server.
            if (type < CONNECT || type > BINARY_ACK || type == 4) {
                throw new PacketException("Unknown type");
            }
            return type;
        }

        int attachments() throws PacketException {
            OptionalLong count = ackId();
            if (count.isEmpty() || count.getAsLong() > Integer.MAX_VALUE || at == text.length()) {
                throw new PacketException("The number of attachments is missing");
            }
            if (text.charAt(at++) != '-') {
                throw new PacketException("The number of attachments is missing");
            }
            return (int) count.getAsLong();
        }

        /** The main namespace if missing; the trailing comma is optional. */
        String namespace() {
            if (at == text.length() || text.charAt(at) != '/') {
                return "/";
            }
            int comma = text.indexOf(',', at);
            String namespace = text.substring(at, comma < 0 ? text.length() : comma);
            at = comma < 0 ? text.length() : comma + 1;
            return namespace;
        }

        OptionalLong ackId() throws PacketException {
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at - start > DIGITS_MAX) {
                throw new PacketException("The number is too large");
            }
            return at == start
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text, start, at, 10));
        }

        String rest() {
            return text.substring(at);
        }
    }
}
