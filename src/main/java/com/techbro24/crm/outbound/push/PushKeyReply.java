package com.techbro24.crm.outbound.push;

import com.techbro24.crm.http.Example;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device needs to subscribe.
 *
 * @param publicKey the {@code applicationServerKey} of Web Push; null if that is not set up
 * @param kinds the push services that are set up
 * @param missing what is not set up, in words
 */
public record PushKeyReply(
        @Example(
                        "\"BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8\"")
                @Nullable String publicKey,
        @Example("[\"web\"]") List<PushKind> kinds,
        @Example("[\"FCM is not set up: CRM_PUSH_FCM is not set.\"]") List<String> missing) {}
