package com.techbro24.crm.webhooks;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.SecretBox;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The secrets of endpoints: made, stored encrypted, and read back for signing. */
final class WebhookSecrets {
    /** The form of Standard Webhooks. */
    private static final String PREFIX = "whsec_";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretBox box;

    WebhookSecrets(SecretBox box) {
        this.box = box;
    }

    /** A new secret, sealed for the endpoint. */
    String make(Tx tx, String webhookId) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return box.seal(tx, PREFIX + Base64.getEncoder().encodeToString(random), place(webhookId));
    }

    /** The secrets that sign now, the newest first. */
    List<String> signing(Tx tx, String webhookId, Instant now) {
        WebhookStore.Secrets stored = WebhookStore.secrets(tx, webhookId);
        List<String> all = new ArrayList<>();
        all.add(box.open(stored.current(), place(webhookId)));
        if (stored.previous() != null
                && stored.previousUntil() != null
                && now.isBefore(stored.previousUntil())) {
            all.add(box.open(stored.previous(), place(webhookId)));
        }
        return all;
    }

    private static String place(String webhookId) {
        return "webhook_endpoints:" + webhookId;
    }
}
