package com.techbro24.crm.http.server;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rate limits per caller, and per address without a caller: a leaky bucket, stored as the time at
 * which it will be full again (GCRA), one number each.
 */
final class RateLimits {
    private static final long WINDOW_NANOSECONDS = Duration.ofMinutes(1).toNanos();
    private static final int NETWORK_BYTES = 8;

    /** The result of one request. */
    record Verdict(String policy, String state, boolean allowed, long retrySeconds) {}

    /** The limit for one kind of subject. */
    static final class Limit {
        private final String name;
        private final String policy;
        private final long emissionNanoseconds;
        private final ConcurrentHashMap<String, AtomicLong> full = new ConcurrentHashMap<>();

        Limit(String name, int requestsPerMinuteMax) {
            this.name = name;
            this.policy = '"' + name + "\";q=" + requestsPerMinuteMax + ";w=60";
            this.emissionNanoseconds = Math.max(1, WINDOW_NANOSECONDS / requestsPerMinuteMax);
        }

        Verdict take(String subject, long now) {
            AtomicLong known = full.get(subject);
            AtomicLong when =
                    known == null
                            ? full.computeIfAbsent(subject, key -> new AtomicLong(now))
                            : known;
            while (true) {
                long stands = when.get();
                if (stands - now > WINDOW_NANOSECONDS) {
                    // The clock was set back; do not block callers until it has caught up.
                    boolean _ = when.compareAndSet(stands, now);
                    continue;
                }
                long next = Math.max(stands, now) + emissionNanoseconds;
                long ahead = next - now;
                if (ahead > WINDOW_NANOSECONDS) {
                    return verdict(0, stands - now, false, ahead - WINDOW_NANOSECONDS);
                }
                if (when.compareAndSet(stands, next)) {
                    long left = (WINDOW_NANOSECONDS - ahead) / emissionNanoseconds;
                    return verdict(left, ahead, true, 0);
                }
            }
        }

        /** Removes the buckets that are full again. */
        void forget(long now) {
            full.values().removeIf(when -> when.get() < now);
        }

        private Verdict verdict(long left, long fullIn, boolean allowed, long retryIn) {
            String state = '"' + name + "\";r=" + left + ";t=" + seconds(fullIn);
            return new Verdict(policy, state, allowed, Math.max(1, seconds(retryIn)));
        }

        private static long seconds(long nanoseconds) {
            return (nanoseconds + 999_999_999) / 1_000_000_000;
        }
    }

    private final Clock clock;
    private final Limit callers;
    private final Limit addresses;

    RateLimits(HttpServerSettings settings, Clock clock) {
        this.clock = clock;
        this.callers = new Limit("caller", settings.callerRequestsPerMinuteMax());
        this.addresses = new Limit("address", settings.addressRequestsPerMinuteMax());
    }

    Verdict ofCaller(String agentOrCredential) {
        return callers.take(agentOrCredential, now());
    }

    /** An IPv6 address counts by its network, because each customer has a whole network. */
    Verdict ofAddress(String address) {
        return addresses.take(network(address), now());
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (IllegalArgumentException failure) {
            return address;
        }
    }

    /** Removes full buckets; called from time to time. */
    void forget() {
        long now = now();
        callers.forget(now);
        addresses.forget(now);
    }

    private long now() {
        return clock.millis() * 1_000_000;
    }
}
