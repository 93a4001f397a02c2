package com.techbro24.crm.http.server;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's address: that of the connection, or from X-Forwarded-For if the connection is a
 * trusted proxy's. Read from the right, because only entries of trusted proxies are reliable.
 */
final class ClientAddress {
    private record Range(byte[] network, int bits) {
        static Range parse(String text) {
            int slash = text.indexOf('/');
            byte[] network = bytes(slash < 0 ? text : text.substring(0, slash));
            if (network == null) {
                throw new IllegalArgumentException(text + " is not an address or range");
            }
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Range(network, bits);
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Range> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Range::parse).toList();
    }

    /** Whether proxy headers on this connection are trusted. */
    boolean isTrusted(String peer) {
        if (trusted.isEmpty()) {
            return false;
        }
        byte[] address = bytes(peer);
        return address != null && trusted.stream().anyMatch(range -> range.holds(address));
    }

    String of(String peer, @Nullable String forwardedFor) {
        if (forwardedFor == null || !isTrusted(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",", 100);
        String client = peer;
        for (int index = hops.length - 1; index >= 0; index--) {
            String hop = withoutPort(hops[index].strip());
            if (bytes(hop) == null) {
                return client;
            }
            client = hop;
            if (!isTrusted(hop)) {
                return client;
            }
        }
        return client;
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.indexOf(']') > 0) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon > 0 && hop.indexOf(':', colon + 1) < 0 ? hop.substring(0, colon) : hop;
    }

    /** The bytes of a literal address; null for anything else, so that no name is resolved. */
    private static byte @Nullable [] bytes(String literal) {
        try {
            int zone = literal.indexOf('%');
            return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone))
                    .getAddress();
        } catch (IllegalArgumentException failure) {
            return null;
        }
    }
}
