package com.techbro24.crm.socketio.engine;

/** Why a session or a socket ended, by the reference implementation's names if it has them. */
public enum CloseReason {
    /** The client closed the connection, or it broke. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed, or the client broke the rules of the transport. */
    TRANSPORT_ERROR("transport error"),
    /** The client sent what is no packet. */
    PARSE_ERROR("parse error"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server took the socket out of the namespace. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The server closed the connection below the socket. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client read too slowly; not a word of the reference implementation. */
    UNREAD_OUTPUT("unread output"),
    /**
     * The client sent more events a second than it may; not a word of the reference implementation.
     */
    TOO_MANY_EVENTS("too many events");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /**
     * Whether a client that comes back may have its state again: not after a decision of either
     * side.
     */
    public boolean isRecoverable() {
        return switch (this) {
            case TRANSPORT_CLOSE,
                    TRANSPORT_ERROR,
                    PING_TIMEOUT,
                    FORCED_SERVER_CLOSE,
                    SERVER_SHUTTING_DOWN ->
                    true;
            case PARSE_ERROR,
                    CLIENT_NAMESPACE_DISCONNECT,
                    SERVER_NAMESPACE_DISCONNECT,
                    UNREAD_OUTPUT,
                    TOO_MANY_EVENTS ->
                    false;
        };
    }

    /**
     * Whether it is a wish of the server's, before which the client should get what was sent to it.
     */
    boolean isDecisionOfServer() {
        return this == FORCED_SERVER_CLOSE
                || this == SERVER_NAMESPACE_DISCONNECT
                || this == SERVER_SHUTTING_DOWN;
    }

    @Override
    public String toString() {
        return text;
    }
}
