package com.techbro24.crm.calls;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a manager had a call started against a calling rule.
 *
 * @param rules the rules that would have forbidden it
 * @param agentId who overrode them; null for the program itself
 */
public record CallOverride(
        List<CallingRule> rules, String reason, @Nullable String agentId, Instant at) {}
