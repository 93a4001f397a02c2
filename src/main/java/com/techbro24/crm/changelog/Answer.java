package com.techbro24.crm.changelog;

import org.jspecify.annotations.Nullable;

/**
 * What a command was answered, after its commit.
 *
 * @param body the reply as JSON; null for nothing
 * @param version the version of the row it holds; null where it is none
 * @param created whether the row is new
 * @param replayed whether this is the kept answer of an earlier, equal submission
 */
public record Answer(
        @Nullable String body, @Nullable Integer version, boolean created, boolean replayed) {}
