package com.techbro24.crm.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Percent-encoding (RFC 3986), decoded strictly: invalid triplets and invalid UTF-8 are rejected.
 */
final class Percent {
    private Percent() {}

    /** The decoded text; null if it is invalid or contains a control character. */
    static @Nullable String decode(String text, boolean plusIsSpace) {
        boolean encoded = false;
        for (int index = 0; index < text.length(); index++) {
            char at = text.charAt(index);
            if (at < 0x20 || at == 0x7f) {
                return null;
            }
            encoded |= at == '%' || at > 0x7f || at == '+' && plusIsSpace;
        }
        return encoded ? decodeBytes(text, plusIsSpace) : text;
    }

    private static @Nullable String decodeBytes(String text, boolean plusIsSpace) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int index = 0; index < text.length(); index++) {
            char at = text.charAt(index);
            if (at > 0xff) {
                return null;
            }
            if (at != '%') {
                bytes[length++] = (byte) (at == '+' && plusIsSpace ? ' ' : at);
                continue;
            }
            if (index + 2 >= text.length()) {
                return null;
            }
            int high = Character.digit(text.charAt(index + 1), 16);
            int low = Character.digit(text.charAt(index + 2), 16);
            int value = high << 4 | low;
            if (high < 0 || low < 0 || value < 0x20 || value == 0x7f) {
                return null;
            }
            bytes[length++] = (byte) value;
            index += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException failure) {
            return null;
        }
    }
}
