package com.techbro24.crm.integrations.twilio;

import java.time.Duration;
import java.util.Optional;

/** Twilio answered with an error. */
public final class TwilioException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final int code;
    private final long retrySeconds;

    TwilioException(int status, int code, String message, Optional<Duration> retryAfter) {
        super(code == 0 ? message : message + " (" + code + ")");
        this.status = status;
        this.code = code;
        this.retrySeconds = retryAfter.map(Duration::toSeconds).orElse(0L);
    }

    /** Twilio's error code; 0 for none. */
    public int code() {
        return code;
    }

    /** Whether it may work later: too many requests, or a failure at Twilio. */
    public boolean isTransient() {
        return status == 429 || status >= 500;
    }

    /** How long Twilio asks to wait; empty if it does not say. */
    public Optional<Duration> retryAfter() {
        return retrySeconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(retrySeconds));
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
