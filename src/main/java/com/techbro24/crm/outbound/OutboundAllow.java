package com.techbro24.crm.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Receivers in the own network that the operator allows, also by plain http.
 *
 * @param ranges addresses
 * @param names host names, in lower case
 */
public record OutboundAllow(List<AddressRange> ranges, List<String> names) {
    /** Only the public internet. */
    public static final OutboundAllow NOTHING = new OutboundAllow(List.of(), List.of());

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /**
     * Reads addresses, ranges and host names.
     *
     * @throws IllegalArgumentException names the entry that is none of them
     */
    public static OutboundAllow of(List<String> entries) {
        List<AddressRange> ranges = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String entry : entries) {
            String lower = entry.toLowerCase(Locale.ROOT);
            if (lower.contains(":") || lower.contains("/") || Hosts.endsInNumber(lower)) {
                ranges.add(AddressRange.of(lower));
            } else if (NAME.matcher(lower).matches()) {
                names.add(lower);
            } else {
                throw new IllegalArgumentException("not a name: " + entry);
            }
        }
        return new OutboundAllow(List.copyOf(ranges), List.copyOf(names));
    }

    boolean allows(String host, InetAddress address) {
        return !ForbiddenAddresses.isMetadata(address)
                && (names.contains(host)
                        || ranges.stream().anyMatch(range -> range.contains(address)));
    }

    boolean isEmpty() {
        return ranges.isEmpty() && names.isEmpty();
    }
}
