package com.techbro24.crm.support;

import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundAllow;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.outbound.SecretKey;
import java.util.List;
import java.util.Optional;

/** What sends to receivers on the loopback, as an operator may allow it. */
public final class Loopback {
    private Loopback() {}

    public static AddressGuard guard() {
        return new AddressGuard(
                OutboundAllow.of(List.of("127.0.0.0/8", "::1")), AddressGuard.Resolver.SYSTEM);
    }

    public static SecretBox secrets() {
        return new SecretBox(
                new SecretKey(Optional.of("0123456789abcdef0123456789abcdef"), Optional.empty()));
    }
}
