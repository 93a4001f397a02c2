package com.techbro24.crm.http.server;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How an answer is compressed: brotli or gzip, as the client accepts. */
enum Compression {
    NONE(""),
    GZIP("gzip"),
    BROTLI("br");

    /** Smaller bodies are not compressed; it costs more than it saves. */
    static final int BYTES_MIN = 1_024;

    private static final int GZIP_LEVEL = 4;
    private static final int BROTLI_QUALITY = 4;

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    /** The value for Content-Encoding. */
    String word() {
        return word;
    }

    /** Loads the native library on first use. */
    private static final class Brotli {
        static final boolean AVAILABLE = Brotli4jLoader.isAvailable();
        static final Encoder.Parameters PARAMETERS =
                new Encoder.Parameters().setQuality(BROTLI_QUALITY);
    }

    /** The best of the encodings in {@code Accept-Encoding} (RFC 9110, 12.5.3). */
    static Compression of(@Nullable String acceptEncoding) {
        if (acceptEncoding == null || acceptEncoding.isEmpty()) {
            return NONE;
        }
        Compression best = NONE;
        double bestWeight = 0;
        for (String each : acceptEncoding.toLowerCase(Locale.ROOT).split(",", 20)) {
            int semicolon = each.indexOf(';');
            String name = (semicolon < 0 ? each : each.substring(0, semicolon)).strip();
            double weight = semicolon < 0 ? 1 : weight(each.substring(semicolon + 1));
            Compression compression =
                    switch (name) {
                        case "br" -> Brotli.AVAILABLE ? BROTLI : NONE;
                        case "gzip", "x-gzip", "*" -> GZIP;
                        default -> NONE;
                    };
            boolean better =
                    weight > bestWeight
                            || weight == bestWeight
                                    && compression.compareTo(best) > 0
                                    && weight > 0;
            if (compression != NONE && better) {
                best = compression;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static double weight(String parameter) {
        String text = parameter.strip();
        try {
            return text.startsWith("q=") ? Double.parseDouble(text.substring(2)) : 1;
        } catch (NumberFormatException failure) {
            return 0;
        }
    }

    /** Whether bodies of this media type compress well. */
    static boolean isWorthwhile(String contentType) {
        // Compression would hold events back.
        return contentType.startsWith("text/") && !contentType.equals("text/event-stream")
                || contentType.contains("json")
                || contentType.contains("javascript")
                || contentType.contains("svg");
    }

    byte[] compress(byte[] body) {
        try {
            return switch (this) {
                case NONE -> body;
                case BROTLI -> Encoder.compress(body, Brotli.PARAMETERS);
                case GZIP -> {
                    var bytes = new ByteArrayOutputStream(body.length / 4);
                    try (var out = new Gzip(bytes)) {
                        out.write(body);
                    }
                    yield bytes.toByteArray();
                }
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Compresses what is written to {@code out}; streamed answers use gzip. */
    static OutputStream gzip(OutputStream out) throws IOException {
        return new Gzip(out);
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 8_192);
            def.setLevel(GZIP_LEVEL);
        }
    }
}
