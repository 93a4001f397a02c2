package com.techbro24.crm.outbound;

/** A request that could not be made, or had no complete answer. The message says why. */
public final class OutboundException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean forbidden;

    private OutboundException(String reason, boolean forbidden) {
        super(reason, null, false, false);
        this.forbidden = forbidden;
    }

    static OutboundException forbidden(String reason) {
        return new OutboundException(reason, true);
    }

    static OutboundException failed(String reason) {
        return new OutboundException(reason, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether the URL or its address is not allowed, so that nothing was sent. */
    public boolean isForbidden() {
        return forbidden;
    }
}
