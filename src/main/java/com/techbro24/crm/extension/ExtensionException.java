package com.techbro24.crm.extension;

/** A refusal, answered as a problem. */
public final class ExtensionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status 400, 403, 404, 409 or 422; another is answered as 422
     * @param detail one sentence for people
     */
    public ExtensionException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
