package com.techbro24.crm.socketio;

/** A client sent an invalid Socket.IO packet. */
final class PacketException extends Exception {
    private static final long serialVersionUID = 1;

    PacketException(String message) {
        super(message, null, false, false);
    }
}
