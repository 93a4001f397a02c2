package com.techbro24.crm.integrations.telephony;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param ringTimeout how long an agent or a lead is rung
 * @param silence after which time without a word the provider is asked for a call
 * @param record whether conversations are recorded
 */
public record TelephonySettings(Duration ringTimeout, Duration silence, boolean record) {}
