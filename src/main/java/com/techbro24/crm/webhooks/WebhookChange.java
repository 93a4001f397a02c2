package com.techbro24.crm.webhooks;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to webhooks. */
public final class WebhookChange {
    public static final ChangeKind CREATED = ChangeKind.of("webhook.created").personal();
    public static final ChangeKind UPDATED = ChangeKind.of("webhook.updated").personal();
    public static final ChangeKind DELETED = ChangeKind.of("webhook.deleted").personal().deletion();

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DELETED);

    private WebhookChange() {}
}
