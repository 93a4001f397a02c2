package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Request bodies: media type check, and gzip decompression with a limit. */
final class Bodies {
    private Bodies() {}

    /** The uncompressed bytes of a body with this Content-Encoding. */
    static byte[] decompress(byte[] body, @Nullable String encoding, int bytesMax) {
        if (encoding == null || body.length == 0) {
            return body;
        }
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> gunzip(body, bytesMax);
            default -> throw unsupportedEncoding();
        };
    }

    private static byte[] gunzip(byte[] body, int bytesMax) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body), 8_192)) {
            byte[] plain = in.readNBytes(bytesMax + 1);
            if (plain.length > bytesMax) {
                throw Upload.tooLarge(bytesMax);
            }
            return plain;
        } catch (IOException failure) {
            throw Problem.invalid("The body is not valid gzip.");
        }
    }

    /** The uncompressed stream of a body with this Content-Encoding. */
    static Upload decompress(RequestStream body, @Nullable String encoding, int bytesMax) {
        String word = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "identity", "" -> new Upload(body, false, bytesMax);
            case "gzip", "x-gzip" -> new Upload(body, true, bytesMax);
            default -> throw unsupportedEncoding();
        };
    }

    private static Problem unsupportedEncoding() {
        return Problem.of(Problem.Code.UNSUPPORTED, "The only supported Content-Encoding is gzip.");
    }

    /** Refuses a body whose media type the route does not accept. */
    static void checkType(@Nullable String contentType, Route route) {
        List<String> taken = route.consumes();
        if (contentType == null) {
            throw unsupported(taken);
        }
        String only = taken.getFirst();
        if (contentType.equals(only)) {
            return;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", 10);
        if (!taken.contains(parts[0].strip())) {
            throw unsupported(taken);
        }
        // The charset of a streamed body is detected from its bytes.
        for (int index = 1; index < parts.length && !route.streamed(); index++) {
            String parameter = parts[index].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw Problem.of(Problem.Code.UNSUPPORTED, "Text must be in UTF-8.");
            }
        }
    }

    private static Problem unsupported(List<String> taken) {
        return Problem.of(
                Problem.Code.UNSUPPORTED,
                "The body's Content-Type must be " + String.join(" or ", taken) + ".");
    }
}
