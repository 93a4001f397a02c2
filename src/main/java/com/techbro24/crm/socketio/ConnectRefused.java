package com.techbro24.crm.socketio;

import org.jspecify.annotations.Nullable;

/** The client is rejected; it gets the message, and the data as {@code error.data}. */
public final class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Object data;

    public ConnectRefused(String message) {
        this(message, null);
    }

    /**
     * @param data whatever the server's JSON mapper can write
     */
    public ConnectRefused(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    public @Nullable Object data() {
        return data;
    }
}
