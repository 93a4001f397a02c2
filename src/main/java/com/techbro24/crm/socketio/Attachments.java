package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Moves binary values out of a tree and back into it: {@code {"_placeholder":true,"num":0}}. */
final class Attachments {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Attachments() {}

    static boolean isIn(JsonNode tree) {
        return tree.isBinary()
                || tree.isContainerNode() && tree.valueStream().anyMatch(Attachments::isIn);
    }

    /** The tree with placeholders for its binary values, which are added to the list. */
    static JsonNode takeOut(JsonNode tree, List<byte[]> attachments) {
        return switch (tree) {
            case BinaryNode binary -> {
                JsonNode placeholder =
                        NODES.objectNode().put("_placeholder", true).put("num", attachments.size());
                attachments.add(binary.binaryValue());
                yield placeholder;
            }
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode(array.size());
                array.forEach(element -> copy.add(takeOut(element, attachments)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = NODES.objectNode();
                object.forEachEntry((name, value) -> copy.set(name, takeOut(value, attachments)));
                yield copy;
            }
            default -> tree;
        };
    }

    /** The tree with its placeholders replaced; each must refer to a received attachment. */
    static JsonNode putBack(JsonNode tree, List<byte[]> attachments) throws PacketException {
        if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, putBack(array.get(i), attachments));
            }
        } else if (tree instanceof ObjectNode object) {
            if (object.path("_placeholder").isBoolean()
                    && object.get("_placeholder").booleanValue()) {
                JsonNode number = object.path("num");
                if (!number.isInt()
                        || number.intValue() < 0
                        || number.intValue() >= attachments.size()) {
                    throw new PacketException("A placeholder without an attachment");
                }
                return NODES.binaryNode(attachments.get(number.intValue()));
            }
            for (var entry : object.properties()) {
                entry.setValue(putBack(entry.getValue(), attachments));
            }
        }
        return tree;
    }
}
