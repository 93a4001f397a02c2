package com.techbro24.crm.access;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Passwords hashed with argon2id (RFC 9106), written as PHC strings. Only a few are hashed at once,
 * so that many logins do not use up memory and CPU.
 */
public final class Passwords {
    public static final int LENGTH_MIN = 10;
    public static final int LENGTH_MAX = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int VERSION = 0x13;
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    /** The cost parameters of a hash. */
    public record Cost(int memoryKibibytes, int passes, int lanes) {
        /** The minimum of OWASP's Password Storage Cheat Sheet. */
        public static final Cost STANDARD = new Cost(19_456, 2, 1);
    }

    private record Parsed(Cost cost, byte[] salt, byte[] hash) {}

    private final Cost cost;
    private final Semaphore turns;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong hashed = new AtomicLong();

    /** Compared with the password of an unknown account, at the same cost as a known one. */
    private final Parsed unknownAccount;

    /**
     * @param atOnceMax maximum number of concurrent hashes; each uses the cost's memory
     */
    public Passwords(Cost cost, int atOnceMax) {
        this.cost = cost;
        this.turns = new Semaphore(atOnceMax, true);
        this.unknownAccount = new Parsed(cost, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    public static Passwords standard() {
        return new Passwords(
                Cost.STANDARD, Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Rejects a new password that is only spaces, or the account's email in any case.
     *
     * @param field the name of the input field
     */
    public static void check(String field, String password, String email) {
        if (!Password.Check.isVisible(password)) {
            throw refused(field, Password.MESSAGE);
        }
        if (isEmail(password, email)) {
            throw refused(field, "must not be the account's email");
        }
    }

    /** Whether it is the account's email, in any case. */
    public static boolean isEmail(String password, String email) {
        return folded(password).equals(folded(email));
    }

    private static Problem refused(String field, String why) {
        return Problem.invalid(
                List.of(new InputError(field, "invalid_password", field + " " + why + ".")));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** The stored hash of a password. */
    public String hash(String password) {
        byte[] salt = bytes(SALT_BYTES);
        byte[] hash = compute(password, cost, salt, HASH_BYTES);
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKibibytes, cost.passes, cost.lanes, encode(salt), encode(hash));
    }

    /** Whether the password matches {@code stored}; false for null, after the same time. */
    public boolean matches(String password, @Nullable String stored) {
        Optional<Parsed> known = stored == null ? Optional.empty() : parse(stored);
        Parsed compared = known.orElse(unknownAccount);
        byte[] hash = compute(password, compared.cost, compared.salt, compared.hash.length);
        return MessageDigest.isEqual(hash, compared.hash) && known.isPresent();
    }

    /** Whether it was made with other cost parameters than the current ones. */
    public boolean isOutdated(String stored) {
        return parse(stored).map(parsed -> !parsed.cost.equals(cost)).orElse(true);
    }

    /** A random password for a first login: 120 bits in 20 characters. */
    public String make() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(15));
    }

    /** Number of hashes computed so far. */
    public long hashed() {
        return hashed.get();
    }

    private byte[] compute(String password, Cost at, byte[] salt, int length) {
        byte[] bytes =
                Normalizer.normalize(password, Normalizer.Form.NFKC)
                        .getBytes(StandardCharsets.UTF_8);
        waitForTurn();
        try {
            hashed.incrementAndGet();
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(VERSION)
                            .withMemoryAsKB(at.memoryKibibytes)
                            .withIterations(at.passes)
                            .withParallelism(at.lanes)
                            .withSalt(salt)
                            .build());
            byte[] hash = new byte[length];
            generator.generateBytes(bytes, hash);
            return hash;
        } finally {
            turns.release();
        }
    }

    private void waitForTurn() {
        try {
            if (!turns.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("Too many logins right now; please try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
    }

    private static Optional<Parsed> parse(String stored) {
        Matcher parts = PHC.matcher(stored);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Cost cost =
                new Cost(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
        return Optional.of(
                new Parsed(
                        cost,
                        Base64.getDecoder().decode(parts.group(4)),
                        Base64.getDecoder().decode(parts.group(5))));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
