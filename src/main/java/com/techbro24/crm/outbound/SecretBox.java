package com.techbro24.crm.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that must be read back, such as the keys of receivers: AES-256-GCM (NIST SP
 * 800-38D). A secret is bound to its place: moved to another row, it cannot be read.
 *
 * <p>The key is not in the database. A check value there tells a key that is not the right one.
 */
public final class SecretBox {
    private static final String FORM = "v1.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CHECK = "secret_key_check";
    private static final String FINGERPRINT = "fingerprint";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The server has another key than the one with which secrets were encrypted. */
    public static final class WrongKeyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongKeyException(String message) {
            super(message);
        }
    }

    private final SecretKey key;

    public SecretBox(SecretKey key) {
        this.key = key;
    }

    /** Refuses the start of a server that could not read the secrets of its database. */
    public void check(Tx tx) {
        Optional<String> check = value(tx, CHECK);
        if (check.isEmpty()) {
            return;
        }
        SecretKeySpec found =
                key.find()
                        .orElseThrow(
                                () ->
                                        new WrongKeyException(
                                                "The database has encrypted secrets, and their key"
                                                        + " is missing: set CRM_SECRET_KEY, or put"
                                                        + " back the file secret.key."));
        if (decrypt(found, check.get(), CHECK).isEmpty()) {
            throw new WrongKeyException(
                    "CRM_SECRET_KEY, or the file secret.key, is not the key with which the secrets"
                            + " in the database were encrypted.");
        }
    }

    /**
     * Encrypts a secret.
     *
     * @param place where it will be stored, such as the table and the id
     */
    public String seal(Tx tx, String plain, String place) {
        SecretKeySpec found =
                key.findOrMake()
                        .orElseThrow(
                                () ->
                                        Problem.unprocessable(
                                                "Secrets cannot be stored: the setting"
                                                        + " CRM_SECRET_KEY is missing. All nodes"
                                                        + " need the same one."));
        if (value(tx, CHECK).isEmpty()) {
            insert(tx, CHECK, encrypt(found, CHECK, CHECK));
        }
        return encrypt(found, plain, place);
    }

    /** Decrypts a secret that was sealed for the same place. */
    public String open(String sealed, String place) {
        SecretKeySpec found =
                key.find()
                        .orElseThrow(
                                () -> new WrongKeyException("The key of the secrets is missing."));
        return decrypt(found, sealed, place)
                .orElseThrow(() -> new WrongKeyException("A secret cannot be read."));
    }

    /**
     * A keyed hash of an address (HMAC-SHA-256), equal for equal addresses. Its key is in the
     * database, so that it is the same on all nodes and after a restore.
     */
    static String fingerprint(Tx tx, String text) {
        String hex =
                value(tx, FINGERPRINT)
                        .orElseGet(
                                () -> {
                                    byte[] random = new byte[32];
                                    RANDOM.nextBytes(random);
                                    String made = HexFormat.of().formatHex(random);
                                    insert(tx, FINGERPRINT, made);
                                    return made;
                                });
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(hex), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether anything was ever hashed; a reader must not make the key. */
    static boolean hasFingerprints(Tx tx) {
        return value(tx, FINGERPRINT).isPresent();
    }

    private static Optional<String> value(Tx tx, String name) {
        return tx.first("SELECT value FROM outbound_keys WHERE name = ?", Row::text, name);
    }

    private static void insert(Tx tx, String name, String value) {
        tx.update("INSERT INTO outbound_keys (name, value) VALUES (?, ?)", name, value);
    }

    private static String encrypt(SecretKeySpec key, String plain, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain.getBytes(UTF_8));
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return FORM + encoder.encodeToString(nonce) + "." + encoder.encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> decrypt(SecretKeySpec key, String sealed, String place) {
        String[] parts = sealed.split("\\.", -1);
        if (!sealed.startsWith(FORM) || parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Base64.getUrlDecoder().decode(parts[1]);
            byte[] text = Base64.getUrlDecoder().decode(parts[2]);
            return Optional.of(
                    new String(
                            cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(text), UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(UTF_8));
        return cipher;
    }
}
