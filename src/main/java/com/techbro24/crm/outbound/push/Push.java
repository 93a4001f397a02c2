package com.techbro24.crm.outbound.push;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The push services that are set up, and what is missing of the others.
 *
 * @param publicKey of Web Push; null if that is not set up
 */
public record Push(List<PushAdapter> services, @Nullable String publicKey, List<String> missing) {
    static final String FCM_BASE = "https://fcm.googleapis.com";
    static final String APNS_BASE = "https://api.push.apple.com";

    /** Makes the key of Web Push if there is none. */
    public static Push open(
            PushSettings settings,
            Database database,
            GroupCommit writer,
            SecretBox secrets,
            OutboundHttp http,
            Clock clock) {
        List<PushAdapter> services = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String publicKey = null;
        if (settings.contact().isEmpty()) {
            missing.add("Web Push is not set up: CRM_PUSH_CONTACT is not set.");
        } else {
            try {
                VapidKey key = writer.write(tx -> VapidKey.ensure(tx, secrets));
                services.add(new WebPushAdapter(http, key, settings.contact().get(), clock));
                publicKey = key.publicKey();
            } catch (Problem noSecretKey) {
                missing.add("Web Push is not set up: CRM_SECRET_KEY is not set.");
            }
        }
        settings.fcm()
                .ifPresentOrElse(
                        file ->
                                services.add(
                                        new FcmAdapter(
                                                http,
                                                FcmAdapter.FcmAccount.read(
                                                        PushSettings.read(file), FCM_BASE),
                                                clock)),
                        () -> missing.add("FCM is not set up: CRM_PUSH_FCM is not set."));
        settings.apns()
                .ifPresentOrElse(
                        key -> services.add(new ApnsAdapter(http, account(key), clock)),
                        () -> missing.add("APNs is not set up: CRM_PUSH_APNS is not set."));
        return new Push(List.copyOf(services), publicKey, List.copyOf(missing));
    }

    private static ApnsAdapter.ApnsAccount account(PushSettings.ApnsKey key) {
        return new ApnsAdapter.ApnsAccount(
                APNS_BASE, key.teamId(), key.keyId(), key.topic(), PushSettings.read(key.file()));
    }

    List<PushKind> kinds() {
        return services.stream().map(PushAdapter::kind).toList();
    }

    Optional<PushAdapter> find(PushKind kind) {
        return services.stream().filter(service -> service.kind() == kind).findFirst();
    }

    /** Empty if no service is set up. */
    public Optional<PushTransport> transport(
            Database database, GroupCommit writer, PushWriter content) {
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of(new PushTransport(database, writer, services, content));
    }
}
