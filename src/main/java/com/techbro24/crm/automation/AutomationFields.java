package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a rule that an update may change. */
public record AutomationFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
        @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
        @NotNull Boolean enabled,
        @Pattern(regexp = Id.PATTERN) @NotNull String ownerId,
        @NotNull Trigger trigger,
        @Nullable ObjectNode conditions,
        @NotNull @Size(min = 1, max = AutomationCommand.ACTIONS_MAX)
                List<@NotNull RuleAction> actions,
        @NotNull @Min(0) @Max(AutomationCommand.DELAY_SECONDS_MAX) Integer delaySeconds,
        @NotNull WhileWaiting whileWaiting,
        @Example("\"calling_hours\"") @Nullable JsonNode window,
        @NotNull OncePer oncePer,
        @NotNull @Min(0) @Max(AutomationCommand.DELAY_SECONDS_MAX) Integer cooldownSeconds,
        @NotNull @Min(1) @Max(AutomationCommand.DEPTH_MAX) Integer maxDepth,
        @NotNull Burst burst) {}
