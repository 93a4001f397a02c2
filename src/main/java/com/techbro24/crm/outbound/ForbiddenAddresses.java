package com.techbro24.crm.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that are not on the public internet, by the special-purpose registries of IANA (RFC
 * 6890).
 */
final class ForbiddenAddresses {
    private static final List<AddressRange> V4 =
            ranges(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3");

    private static final AddressRange V6_GLOBAL = AddressRange.of("2000::/3");
    private static final List<AddressRange> V6 = ranges("2001::/23", "2001:db8::/32", "3fff::/20");

    /** Translation to IPv4 (RFC 6052) and 6to4 (RFC 3056): the IPv4 address inside decides. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

    /** Where clouds tell a machine its credentials; no setting allows them. */
    private static final List<AddressRange> METADATA =
            ranges("169.254.0.0/16", "100.100.100.200", "fd00:ec2::254", "fe80::/10");

    private ForbiddenAddresses() {}

    static boolean contains(InetAddress address) {
        if (address instanceof Inet4Address) {
            return in(V4, address);
        }
        if (NAT64.contains(address)) {
            return contains(inside(address, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return contains(inside(address, 2));
        }
        return !V6_GLOBAL.contains(address) || in(V6, address);
    }

    static boolean isMetadata(InetAddress address) {
        if (NAT64.contains(address)) {
            return isMetadata(inside(address, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isMetadata(inside(address, 2));
        }
        return in(METADATA, address);
    }

    private static InetAddress inside(InetAddress address, int from) {
        byte[] bytes = Arrays.copyOfRange(address.getAddress(), from, from + 4);
        return InetAddress.ofLiteral(
                "%d.%d.%d.%d"
                        .formatted(bytes[0] & 255, bytes[1] & 255, bytes[2] & 255, bytes[3] & 255));
    }

    private static boolean in(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::of).toList();
    }
}
