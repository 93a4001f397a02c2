package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The data of a client's request to join a namespace.
 *
 * @param id the id of the socket it will have
 * @param auth the object that the client sent; empty if it sent none
 * @param address its network address, or that of the last proxy before it
 * @param headers the request headers that the settings keep, by lower-case name
 */
public record Handshake(String id, JsonNode auth, String address, Map<String, String> headers) {

    Handshake withId(String other) {
        return new Handshake(other, auth, address, headers);
    }
}
