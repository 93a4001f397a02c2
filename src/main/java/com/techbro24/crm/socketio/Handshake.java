package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a client said of itself when it asked to join a namespace.
 *
 * @param id the id of the socket it will have
 * @param auth the object that the client sent; empty if it sent none
 * @param address its network address, or that of the last proxy before it
 * @param headers the request headers that the settings say to keep, by their lower-case names
 */
public record Handshake(String id, JsonNode auth, String address, Map<String, String> headers) {

    Handshake withId(String other) {
        return new Handshake(other, auth, address, headers);
    }
}
