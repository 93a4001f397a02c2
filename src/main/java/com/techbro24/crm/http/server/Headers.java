package com.techbro24.crm.http.server;

import com.techbro24.crm.http.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A zero-copy map of request headers, and the headers of every response. */
final class Headers extends AbstractMap<String, String> {
    static final CharSequence API_VERSION = HttpHeaders.createOptimized("Api-Version");
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");
    static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("Server-Timing");
    static final CharSequence RATE_POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    static final CharSequence RATE = HttpHeaders.createOptimized("RateLimit");
    static final CharSequence ONE = HttpHeaders.createOptimized("1");
    static final CharSequence HSTS = HttpHeaders.createOptimized("Strict-Transport-Security");
    static final CharSequence HSTS_VALUE =
            HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
    static final CharSequence CSP = HttpHeaders.createOptimized("Content-Security-Policy");
    static final CharSequence CSP_VALUE = HttpHeaders.createOptimized(Reply.LOAD_NOTHING);

    /**
     * The defaults of helmet, with a stricter Content-Security-Policy, because an API response is
     * not a page.
     */
    private static final CharSequence[] SECURITY =
            optimized(
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Origin-Agent-Cluster", "?1",
                    "Referrer-Policy", "no-referrer",
                    "X-Content-Type-Options", "nosniff",
                    "X-DNS-Prefetch-Control", "off",
                    "X-Download-Options", "noopen",
                    "X-Frame-Options", "SAMEORIGIN",
                    "X-Permitted-Cross-Domain-Policies", "none",
                    "X-XSS-Protection", "0");

    static final CharSequence ORIGIN = HttpHeaders.createOptimized("origin");
    static final CharSequence AUTHORIZATION = HttpHeaders.createOptimized("authorization");
    static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    static final CharSequence IF_NONE_MATCH = HttpHeaders.createOptimized("if-none-match");
    static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("accept-encoding");
    static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("content-length");
    static final CharSequence TRANSFER_ENCODING = HttpHeaders.createOptimized("transfer-encoding");

    private final MultiMap all;

    Headers(MultiMap all) {
        this.all = all;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? all.get(text) : null;
    }

    /** Faster, with a precomputed hash. */
    @Nullable String value(CharSequence name) {
        return all.get(name);
    }

    /** All lines of a list header, joined. */
    @Nullable String list(CharSequence name) {
        List<String> lines = all.getAll(name);
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.getFirst();
            default -> String.join(",", lines);
        };
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> copy = new LinkedHashMap<>();
        all.forEach((name, value) -> copy.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return copy.entrySet();
    }

    /** Adds the headers of every response. */
    static void addSecurity(MultiMap to) {
        for (int index = 0; index < SECURITY.length; index += 2) {
            to.add(SECURITY[index], SECURITY[index + 1]);
        }
    }

    private static CharSequence[] optimized(String... texts) {
        CharSequence[] all = new CharSequence[texts.length];
        for (int index = 0; index < texts.length; index++) {
            all[index] = HttpHeaders.createOptimized(texts[index]);
        }
        return all;
    }
}
