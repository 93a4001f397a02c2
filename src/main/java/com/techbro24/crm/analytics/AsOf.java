package com.techbro24.crm.analytics;

import java.time.Instant;

/**
 * The state that was counted.
 *
 * @param seq the last change of the log that is counted
 * @param at the time of the answer
 */
public record AsOf(long seq, Instant at) {}
