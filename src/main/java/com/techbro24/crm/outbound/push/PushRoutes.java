package com.techbro24.crm.outbound.push;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.Logins;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.outbound.AddressGuard;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The routes by which a device subscribes; its session has one subscription at most. */
public final class PushRoutes {
    private static final String PATH = "/api/push/subscriptions";

    private final GroupCommit writer;
    private final Clock clock;
    private final Push push;
    private final AddressGuard guard;

    public PushRoutes(GroupCommit writer, Clock clock, Push push, AddressGuard guard) {
        this.writer = writer;
        this.clock = clock;
        this.push = push;
        this.guard = guard;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/push/key", "What a device needs to subscribe to push messages.")
                        .named("Get push key")
                        .replies(PushKeyReply.class)
                        .answer(
                                _ ->
                                        Reply.json(
                                                new PushKeyReply(
                                                        push.publicKey(),
                                                        push.kinds(),
                                                        push.missing()))),
                Route.put(
                                PATH,
                                "Subscribe the device of your session to push messages, in the place"
                                        + " of an earlier subscription. It ends with the session.")
                        .named("Subscribe to push")
                        .body(SubscriptionRequest.class)
                        .replies(PushSubscription.class)
                        .answer(this::subscribe),
                Route.delete(PATH, "End the subscription of your session.")
                        .named("Unsubscribe from push")
                        .status(204)
                        .answer(this::unsubscribe));
    }

    private Reply subscribe(Request request) {
        Caller caller = request.caller();
        Logins.checkIsSession(caller);
        SubscriptionRequest asked = request.body(SubscriptionRequest.class);
        PushKind kind = Objects.requireNonNullElse(asked.kind(), PushKind.WEB);
        List<InputError> errors = errors(asked, kind);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SubscriptionRequest.SubscriptionKeys keys = asked.keys();
        PushDevice device =
                new PushDevice(
                        Id.next(),
                        caller.agent(),
                        kind,
                        asked.endpoint(),
                        kind == PushKind.WEB && keys != null ? keys.p256dh() : null,
                        kind == PushKind.WEB && keys != null ? keys.auth() : null,
                        now,
                        now,
                        null);
        boolean _ =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, now);
                            PushStore.replace(tx, session(caller), device);
                            return true;
                        });
        return Reply.json(device.shown());
    }

    private List<InputError> errors(SubscriptionRequest asked, PushKind kind) {
        List<InputError> errors = new ArrayList<>();
        if (kind != PushKind.WEB) {
            if (!asked.endpoint().matches("[A-Za-z0-9:_-]+")) {
                errors.add(error("endpoint", "invalid_format", "must be the token of the app"));
            }
            return errors;
        }
        guard.refusal(asked.endpoint())
                .ifPresent(why -> errors.add(error("endpoint", "forbidden_address", why)));
        SubscriptionRequest.SubscriptionKeys keys = asked.keys();
        if (keys == null) {
            errors.add(error("keys", "required", "is required for a browser"));
            return errors;
        }
        try {
            var _ = EcKeys.publicKey(WebPushAdapter.decode(keys.p256dh()));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            errors.add(error("keys.p256dh", "invalid_format", "must be a point of P-256"));
        }
        if (!isSecret(keys.auth())) {
            errors.add(error("keys.auth", "invalid_format", "must be 16 bytes in base64url"));
        }
        return errors;
    }

    private static boolean isSecret(String text) {
        try {
            return WebPushAdapter.decode(text).length == WebPushCipher.AUTH_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static InputError error(String field, String code, String rest) {
        return new InputError(field, code, field + " " + rest + ".");
    }

    private static String session(Caller caller) {
        return Objects.requireNonNull(caller.credentialId());
    }

    private Reply unsubscribe(Request request) {
        Caller caller = request.caller();
        Logins.checkIsSession(caller);
        boolean _ =
                writer.write(
                        tx -> {
                            PushStore.deleteOfSession(tx, session(caller));
                            return true;
                        });
        return Reply.empty();
    }
}
