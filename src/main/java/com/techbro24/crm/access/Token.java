package com.techbro24.crm.access;

import com.techbro24.crm.base.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A bearer token: a prefix, which people and secret scanners recognise, and 256 random bits. Only
 * its SHA-256 is stored; a random token needs no slow hash.
 */
record Token(String text) {
    static final String SESSION = "crm_s_";
    static final String API_KEY = "crm_k_";
    static final String FEED = "crm_f_";

    private static final int RANDOM_BYTES = 32;
    private static final int RANDOM_CHARACTERS = 43;
    private static final int SHOWN_CHARACTERS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Token make(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new Token(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether it has the form of this kind of token. */
    boolean is(String prefix) {
        return text.length() == prefix.length() + RANDOM_CHARACTERS && text.startsWith(prefix);
    }

    /** The start of the token, to recognise it. */
    String start() {
        return text.substring(0, API_KEY.length() + SHOWN_CHARACTERS);
    }

    String hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "Token"; // keeps the secret out of logs
    }
}
