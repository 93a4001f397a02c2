package com.techbro24.crm.extensions;

import com.techbro24.crm.http.Example;

/**
 * The secret of an endpoint, shown once.
 *
 * @param endpointId the endpoint
 * @param secret verifies the signature of requests (Standard Webhooks)
 */
public record EndpointSecret(
        String endpointId, @Example("\"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD\"") String secret) {
    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "EndpointSecret[" + endpointId + "]";
    }
}
