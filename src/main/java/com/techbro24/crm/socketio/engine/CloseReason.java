package com.techbro24.crm.socketio.engine;

/** Why a session or socket ended, with the reference implementation's names where they exist. */
public enum CloseReason {
    /** The client closed the connection, or it broke. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed, or the client broke the rules of the transport. */
    TRANSPORT_ERROR("transport error"),
    /** The client sent an invalid packet. */
    PARSE_ERROR("parse error"),
    /** The client did not answer a ping in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server disconnected the socket from the namespace. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The server closed the connection. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client read too slowly; not in the reference implementation. */
    UNREAD_OUTPUT("unread output"),
    /** The client sent too many events per second; not in the reference implementation. */
    TOO_MANY_EVENTS("too many events");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /**
     * Whether the state can be recovered after a reconnect: not if either side closed it on
     * purpose.
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

    /** Whether the server closed it; then pending packets are flushed first. */
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
