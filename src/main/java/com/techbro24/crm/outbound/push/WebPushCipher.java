package com.techbro24.crm.outbound.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message so that only the subscribed browser can read it (RFC 8291, RFC 8188). */
final class WebPushCipher {
    static final int AUTH_BYTES = 16;
    static final int SALT_BYTES = 16;
    private static final int RECORD_BYTES = 4_096;
    private static final int TAG_BYTES = 16;
    private static final int HEADER_BYTES = SALT_BYTES + 4 + 1 + EcKeys.PUBLIC_BYTES;

    /** The longest message: one record with its tag and its end mark, as services allow. */
    static final int PLAIN_BYTES_MAX = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;

    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebPushCipher() {}

    /**
     * The body of a request with {@code Content-Encoding: aes128gcm}.
     *
     * @param browser the public key of the subscription
     * @param auth the secret of the subscription
     */
    static byte[] encrypt(byte[] plain, ECPublicKey browser, byte[] auth)
            throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(plain, browser, auth, EcKeys.make(), salt);
    }

    /** With the key pair and the salt that are otherwise made anew for each message. */
    static byte[] encrypt(byte[] plain, ECPublicKey browser, byte[] auth, KeyPair own, byte[] salt)
            throws GeneralSecurityException {
        byte[] ownPublic = EcKeys.bytes((ECPublicKey) own.getPublic());
        Keys keys =
                keys(
                        secret((ECPrivateKey) own.getPrivate(), browser),
                        EcKeys.bytes(browser),
                        ownPublic,
                        auth,
                        salt);
        byte[] padded = Arrays.copyOf(plain, plain.length + 1);
        padded[plain.length] = LAST_RECORD;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(keys.key, "AES"),
                new GCMParameterSpec(TAG_BYTES * 8, keys.nonce));
        byte[] sealed = cipher.doFinal(padded);
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(salt)
                .putInt(RECORD_BYTES)
                .put((byte) ownPublic.length)
                .put(ownPublic)
                .put(sealed)
                .array();
    }

    private record Keys(byte[] key, byte[] nonce) {}

    private static byte[] secret(ECPrivateKey own, ECPublicKey other)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        var _ = agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static Keys keys(byte[] secret, byte[] browser, byte[] server, byte[] auth, byte[] salt)
            throws GeneralSecurityException {
        byte[] about =
                ByteBuffer.allocate(14 + browser.length + server.length)
                        .put("WebPush: info\0".getBytes(US_ASCII))
                        .put(browser)
                        .put(server)
                        .array();
        byte[] shared = derive(auth, secret, about, 32);
        return new Keys(
                derive(salt, shared, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16),
                derive(salt, shared, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12));
    }

    private static byte[] derive(byte[] salt, byte[] from, byte[] about, int bytes)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addSalt(salt)
                                .addIKM(from)
                                .thenExpand(about, bytes));
    }
}
