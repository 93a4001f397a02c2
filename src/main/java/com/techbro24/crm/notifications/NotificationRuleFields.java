package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The fields of a rule that an update may change. */
public record NotificationRuleFields(
        @NotNull Boolean enabled,
        @NotNull NotificationPriority priority,
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String title,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String message) {}
