package com.techbro24.crm.integrations.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.Problem;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of a form: {@code application/x-www-form-urlencoded}. */
public record FormBody(Map<String, String> values) {
    /** Twilio sends each parameter once; of several with one name the last counts. */
    public static FormBody read(byte[] body) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : new String(body, UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new FormBody(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("The form is not encoded correctly.");
        }
    }

    /** The value; empty if it is missing or blank. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** The number; empty if it is missing or no number. */
    public Optional<Integer> number(String name) {
        return get(name).filter(value -> value.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    /** The required value. */
    public String need(String name) {
        return get(name).orElseThrow(() -> Problem.invalid(name + " is missing."));
    }

    /** A form; one name may come more than once. */
    public static byte[] bytes(List<Map.Entry<String, String>> form) {
        return form.stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
