package com.techbro24.crm.webhooks;

/** In which order events are sent. */
public enum WebhookMode {
    /** Several at the same time: fast, in no certain order; {@code seq} tells the order. */
    PARALLEL,
    /** One after another; one that fails holds the others. */
    ORDERED
}
