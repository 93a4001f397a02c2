package com.techbro24.crm.sync;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** SHA-256 of texts, in the lengths that sync needs. */
final class Digest {
    private static final long VERSION_8 = 0x8000L;
    private static final long VERSION_BITS = 0xf000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;

    private Digest() {}

    static String hex(String text, int bytes) {
        return HexFormat.of().formatHex(sha256(text), 0, bytes);
    }

    /** A UUID made of a text (version 8 of RFC 9562). */
    static String uuid(String text) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(text));
        long high = digest.getLong() & ~VERSION_BITS | VERSION_8;
        long low = digest.getLong() & ~VARIANT_BITS | VARIANT;
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
