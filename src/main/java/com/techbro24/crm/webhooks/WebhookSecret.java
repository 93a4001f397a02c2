package com.techbro24.crm.webhooks;

import com.techbro24.crm.http.Example;

/**
 * What an endpoint needs to check signatures.
 *
 * @param secret in the form of Standard Webhooks
 */
record WebhookSecret(
        @Example("\"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"") String secret) {}
