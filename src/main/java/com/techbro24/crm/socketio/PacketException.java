package com.techbro24.crm.socketio;

/** A client has sent what is no Socket.IO packet. */
final class PacketException extends Exception {
    private static final long serialVersionUID = 1;

    PacketException(String message) {
        super(message, null, false, false);
    }
}
