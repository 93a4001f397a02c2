package com.techbro24.crm.access;

import com.techbro24.crm.base.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that whoever shows it is recognised by: a prefix that tells what it is, to people and to
 * programs that look for leaked secrets, and 256 random bits. Only its SHA-256 is stored: there is
 * nothing to guess that a slow hash would have to protect.
 */
record Token(String text) {
    static final String SESSION = "crm_s_";
    static final String API_KEY = "crm_k_";

    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_CHARACTERS = 43;
    private static final int SHOWN_CHARACTERS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Token make(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether it can be a token of this kind at all. */
    boolean is(String prefix) {
        return text.length() == prefix.length() + RANDOM_CHARACTERS && text.startsWith(prefix);
    }

    /** Enough of it for a person to tell it from others. */
    String start() {
        return text.substring(0, API_KEY.length() + SHOWN_CHARACTERS);
    }

    String hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "Token"; // no secret in a log
    }
}
