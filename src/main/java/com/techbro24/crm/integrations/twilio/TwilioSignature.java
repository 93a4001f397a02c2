package com.techbro24.crm.integrations.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of Twilio's requests, {@code X-Twilio-Signature}: HMAC-SHA1 over the address that
 * Twilio asked and the parameters of the form, sorted. All callbacks that we take are forms.
 */
public final class TwilioSignature {
    public static final String HEADER = "x-twilio-signature";

    private static final Pattern ADDRESS = Pattern.compile("(https?)://([^/:?]+)(:\\d+)?(.*)");

    private final byte[] key;

    public TwilioSignature(String authToken) {
        key = authToken.getBytes(UTF_8);
    }

    /** The signature of a request to an address with the parameters of a form. */
    public String of(String address, Map<String, String> form) {
        StringBuilder text = new StringBuilder(address);
        new TreeMap<>(form).forEach((name, value) -> text.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.toString().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has HmacSHA1
        }
    }

    /** Whether a form was sent by Twilio. */
    public boolean isOf(String address, FormBody form, @Nullable String signature) {
        return signature != null
                && spellings(address).stream()
                        .anyMatch(spelling -> isEqual(of(spelling, form.values()), signature));
    }

    /** Twilio signs the address with its port or without, whatever it was given. */
    private static List<String> spellings(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return List.of(address);
        }
        String port = parts.group(1).equals("https") ? ":443" : ":80";
        String with = parts.group(3) == null ? port : parts.group(3);
        String start = parts.group(1) + "://" + parts.group(2);
        return List.of(start + parts.group(4), start + with + parts.group(4));
    }

    /** In constant time. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
