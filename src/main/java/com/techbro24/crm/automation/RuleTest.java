package com.techbro24.crm.automation;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is tried on. Without anything: the newest event that it answers.
 *
 * @param seq one change of the log
 * @param entity the id of a row, as a schedule or a backfill sees it
 * @param days all events of the last days
 */
@Example("{\"days\":1}")
public record RuleTest(
        @Min(1) @Nullable Long seq,
        @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String entity,
        @Min(1) @Max(31) @Nullable Integer days) {}
