package com.techbro24.crm.webhooks;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.outbound.StandardSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The secrets of endpoints: made, stored encrypted, and read back for signing. */
final class WebhookSecrets {
    private final SecretBox box;

    WebhookSecrets(SecretBox box) {
        this.box = box;
    }

    /** A new secret, sealed for the endpoint. */
    String make(Tx tx, String webhookId) {
        return box.seal(tx, StandardSignature.newSecret(), place(webhookId));
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
