package com.techbro24.crm.outbound;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632).
 *
 * @param first an address of the range
 * @param bits how many leading bits are fixed
 */
record AddressRange(InetAddress first, int bits) {
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads {@code 10.0.0.0/8}, or one address.
     *
     * @throws IllegalArgumentException if the text is no range
     */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress first =
                V6.matcher(address).matches()
                        ? InetAddress.ofLiteral(address)
                        : Hosts.literal(address)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "not an address: " + text));
        int bitsMax = first.getAddress().length * 8;
        int bits = slash < 0 ? bitsMax : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > bitsMax) {
            throw new IllegalArgumentException("not a range: " + text);
        }
        return new AddressRange(first, bits);
    }

    boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
            if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
