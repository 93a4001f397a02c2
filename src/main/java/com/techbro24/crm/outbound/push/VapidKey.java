package com.techbro24.crm.outbound.push;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.SecretBox;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/**
 * The key by which push services know this server (RFC 8292). Browsers subscribe for it, so it is
 * made once and kept; a new one would end all subscriptions.
 *
 * @param publicKey the uncompressed point in base64url, as browsers take it
 */
record VapidKey(String publicKey, ECPrivateKey privateKey) {
    private static final String NAME = "vapid";
    private static final String PLACE = "push_keys.vapid";

    /** In a write transaction, since it may be the first time. */
    static VapidKey ensure(Tx tx, SecretBox secrets) {
        PushStore.StoredKey stored =
                PushStore.key(tx, NAME)
                        .orElseGet(
                                () -> {
                                    PushStore.StoredKey made = make(tx, secrets);
                                    PushStore.insertKey(tx, NAME, made);
                                    return made;
                                });
        try {
            byte[] number = Base64.getUrlDecoder().decode(secrets.open(stored.sealed(), PLACE));
            return new VapidKey(stored.publicKey(), EcKeys.privateKey(number));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static PushStore.StoredKey make(Tx tx, SecretBox secrets) {
        KeyPair pair = EcKeys.make();
        String number = Jwt.encode(EcKeys.bytes((ECPrivateKey) pair.getPrivate()));
        return new PushStore.StoredKey(
                Jwt.encode(EcKeys.bytes((ECPublicKey) pair.getPublic())),
                secrets.seal(tx, number, PLACE));
    }

    @Override
    public String toString() {
        return "VapidKey[" + publicKey + "]"; // keeps the private key out of logs
    }
}
