package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Limits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The row that a notification is about.
 *
 * @param type the entity type as in the log, such as {@code lead}
 */
public record About(
        @NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String type,
        @NotBlank @Size(max = Limits.WORD_LENGTH_MAX) String id) {}
