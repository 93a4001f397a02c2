package com.techbro24.crm.http;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Entity tags and conditional requests (RFC 9110, 8.8.3 and 13.1). */
public final class Etags {
    private Etags() {}

    /**
     * The version that {@code If-Match} names; null without one or for {@code *}. A proxy that
     * compresses a response makes its tag weak, so weak tags are accepted too.
     */
    static @Nullable Integer expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String tag = ifMatch.startsWith("W/") ? ifMatch.substring(2) : ifMatch;
        int last = tag.length() - 1;
        boolean quoted = last > 0 && tag.charAt(0) == '"' && tag.indexOf('"', 1) == last;
        if (!quoted) {
            String message = "If-Match must be one version in quotes, such as \"3\", or *.";
            throw Problem.invalid(List.of(new InputError("If-Match", "invalid_format", message)));
        }
        try {
            return Integer.valueOf(tag.substring(1, last));
        } catch (NumberFormatException failure) {
            throw Problem.of(
                    Problem.Code.STALE, "If-Match does not match any version of this row.");
        }
    }

    /** Whether one of the tags of {@code If-None-Match} is {@code etag}, weakly compared. */
    public static boolean matches(@Nullable String ifNoneMatch, @Nullable String etag) {
        if (ifNoneMatch == null || etag == null) {
            return false;
        }
        if (ifNoneMatch.equals(etag) || ifNoneMatch.equals("*")) {
            return true;
        }
        String opaque = opaque(etag);
        for (String each : ifNoneMatch.split(",", 50)) {
            if (opaque(each.strip()).equals(opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** A weak tag of a body; two checksums make a collision unlikely enough. */
    public static String weak(byte[] body) {
        CRC32 one = new CRC32();
        CRC32C two = new CRC32C();
        one.update(body);
        two.update(body);
        return "W/\"" + Long.toHexString(one.getValue() << 32 | two.getValue()) + '"';
    }
}
