package com.techbro24.crm.outbound;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts that are numbers. */
final class Hosts {
    private static final String BYTE = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern CANONICAL_V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");

    private Hosts() {}

    /**
     * Whether a browser would read the host as an IPv4 address (WHATWG URL, "ends in a number").
     */
    static boolean endsInNumber(String host) {
        String without = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NUMBER.matcher(without.substring(without.lastIndexOf('.') + 1)).matches();
    }

    /**
     * The address that the host is; empty for a name. Only the canonical form is an address: other
     * forms, such as {@code 0177.0.0.1}, mean different addresses to different programs.
     */
    static Optional<InetAddress> literal(String host) {
        if (host.startsWith("[") && host.endsWith("]") && !host.contains("%")) {
            return Optional.of(InetAddress.ofLiteral(host.substring(1, host.length() - 1)));
        }
        return CANONICAL_V4.matcher(host).matches()
                ? Optional.of(InetAddress.ofLiteral(host))
                : Optional.empty();
    }
}
