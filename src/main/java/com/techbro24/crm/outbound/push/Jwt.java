package com.techbro24.crm.outbound.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signed tokens by which push services know who asks (RFC 7519). */
final class Jwt {
    private Jwt() {}

    /** Signed by a key of the curve P-256. */
    static String es256(ObjectNode header, ObjectNode claims, PrivateKey key)
            throws GeneralSecurityException {
        return sign(header.put("alg", "ES256"), claims, key, "SHA256withECDSAinP1363Format");
    }

    static String rs256(ObjectNode header, ObjectNode claims, PrivateKey key)
            throws GeneralSecurityException {
        return sign(header.put("alg", "RS256"), claims, key, "SHA256withRSA");
    }

    private static String sign(
            ObjectNode header, ObjectNode claims, PrivateKey key, String algorithm)
            throws GeneralSecurityException {
        String text = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text.getBytes(UTF_8));
        return text + "." + encode(signature.sign());
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A private key as providers hand it out: PKCS #8, in PEM. */
    static PrivateKey pem(String text, String algorithm) throws GeneralSecurityException {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("not a private key in PEM", notBase64);
        }
    }
}
