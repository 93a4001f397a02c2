package com.techbro24.crm.app.settings;

import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.outbound.OutboundAllow;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parses the values of settings. The exception's message is the rest of a sentence that starts with
 * the setting's name.
 */
final class SettingReaders {
    /** Nothing that HTML, a header or a router would read in another way. */
    private static final String PREFIX = "(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*";

    private SettingReaders() {}

    static Function<String, Integer> integer(int from, int to) {
        return text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= from && number <= to) return number;
            } catch (NumberFormatException notANumber) {
                // reported below, like a value out of range
            }
            throw wrong("must be a whole number from " + from + " to " + to);
        };
    }

    static Function<String, Duration> duration(Duration from, Duration to) {
        return text -> {
            try {
                var duration = Duration.parse(text.toUpperCase(Locale.ROOT));
                if (duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0) return duration;
            } catch (DateTimeParseException notADuration) {
                // reported below, like a value out of range
            }
            throw wrong("must be an ISO 8601 duration from " + from + " to " + to);
        };
    }

    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text ->
                Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> wrong("must be one of " + names(type)));
    }

    static <T> Function<String, Optional<T>> optional(Function<String, T> reader) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text));
    }

    static <T> Function<String, List<T>> list(Function<String, T> reader) {
        return text ->
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(reader)
                        .toList();
    }

    static String text(String text) {
        return text;
    }

    static String host(String text) {
        if (text.matches("[\\w.:%-]+")) return text;
        throw wrong("must be a host name or an address to listen on, such as 0.0.0.0");
    }

    static String email(String text) {
        if (text.matches("[^\\s@]+@[^\\s@]+")) return text;
        throw wrong("must be an email address");
    }

    /** The same rules as for every password. */
    static String password(String text) {
        if (text.length() < Passwords.LENGTH_MIN || text.length() > Passwords.LENGTH_MAX)
            throw wrong(
                    "must have "
                            + Passwords.LENGTH_MIN
                            + " to "
                            + Passwords.LENGTH_MAX
                            + " characters");
        if (text.isBlank()) throw wrong("must not be only spaces");
        return text;
    }

    /**
     * An origin as browsers send it (RFC 6454): a scheme and a host, and a port if not the usual.
     */
    static String origin(String text) {
        if (text.equals("*")) return text;
        try {
            var uri = URI.create(text);
            var bare = uri.getScheme() + "://" + uri.getAuthority();
            if (uri.getScheme() != null && uri.getHost() != null && bare.equals(text)) return text;
        } catch (IllegalArgumentException notAnAddress) {
            // reported below, like one with a path
        }
        throw wrong("must be origins such as https://crm.example.com, with no path, or *");
    }

    /** An address with an optional path; nothing for none. */
    static PublicUrl publicUrl(String text) {
        if (text.isEmpty()) return PublicUrl.NONE;
        try {
            var uri = URI.create(text);
            var prefix = uri.getRawPath().replaceFirst("/+$", "");
            var origin = uri.getScheme() + "://" + uri.getRawAuthority();
            var whole = uri.getRawQuery() == null && uri.getRawFragment() == null;
            var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && whole && prefix.matches(PREFIX))
                return new PublicUrl(origin, prefix);
        } catch (IllegalArgumentException notAnAddress) {
            // reported below, like one with a query
        }
        throw wrong("must be an address such as https://example.com/crm");
    }

    /** An address or a CIDR range; never a name, which would need a DNS lookup. */
    static OutboundAllow outboundAllow(String text) {
        try {
            return OutboundAllow.of(list(SettingReaders::text).apply(text));
        } catch (IllegalArgumentException notAnEntry) {
            throw wrong("must be addresses, ranges or names such as 10.0.0.0/8 or crm.lan");
        }
    }

    static String secretKey(String text) {
        if (text.length() >= 32) return text;
        throw wrong("must have at least 32 characters, as `openssl rand -base64 32` prints them");
    }

    static String addressRange(String text) {
        if (text.matches("[0-9.]+(/[0-9]{1,2})?|[0-9a-fA-F]*:[0-9a-fA-F:.]+(/[0-9]{1,3})?"))
            return text;
        throw wrong("must be addresses or ranges such as 10.0.0.0/8");
    }

    static ZoneId zone(String text) {
        if (ZoneId.getAvailableZoneIds().contains(text)) return ZoneId.of(text);
        throw wrong("must be an IANA time zone, such as Europe/Berlin");
    }

    static boolean truth(String text) {
        if (text.equalsIgnoreCase("true")) return true;
        if (text.equalsIgnoreCase("false")) return false;
        throw wrong("must be true or false");
    }

    static String region(String text) {
        var region = text.toUpperCase(Locale.ROOT);
        if (Arrays.asList(Locale.getISOCountries()).contains(region)) return region;
        throw wrong("must be a country as two letters (ISO 3166), such as US or DE");
    }

    static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what);
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
