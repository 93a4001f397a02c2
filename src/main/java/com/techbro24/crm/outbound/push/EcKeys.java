package com.techbro24.crm.outbound.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys of the curve P-256 as the plain numbers in which push services exchange them. */
final class EcKeys {
    static final int PUBLIC_BYTES = 65;
    private static final int NUMBER_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final String CURVE = "secp256r1";

    private EcKeys() {}

    static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** An uncompressed point (SEC 1, 2.3.3); refused if it is not on the curve. */
    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != PUBLIC_BYTES || point[0] != UNCOMPRESSED) {
            throw new InvalidKeyException("not an uncompressed point of P-256");
        }
        ECParameterSpec curve = curve();
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + NUMBER_BYTES));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + NUMBER_BYTES, PUBLIC_BYTES));
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger right =
                x.pow(3)
                        .add(curve.getCurve().getA().multiply(x))
                        .add(curve.getCurve().getB())
                        .mod(prime);
        boolean inField = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
        if (!inField || !y.pow(2).mod(prime).equals(right)) {
            throw new InvalidKeyException("not a point of the curve P-256");
        }
        return (ECPublicKey)
                KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    static ECPrivateKey privateKey(byte[] number) throws GeneralSecurityException {
        return (ECPrivateKey)
                KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, number), curve()));
    }

    static byte[] bytes(ECPublicKey key) {
        byte[] point = new byte[PUBLIC_BYTES];
        point[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + NUMBER_BYTES);
        return point;
    }

    static byte[] bytes(ECPrivateKey key) {
        byte[] number = new byte[NUMBER_BYTES];
        put(key.getS(), number, 0);
        return number;
    }

    /** With zeros in front, without a byte for the sign. */
    private static void put(BigInteger number, byte[] into, int at) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, NUMBER_BYTES);
        System.arraycopy(bytes, bytes.length - length, into, at + NUMBER_BYTES - length, length);
    }
}
