package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of automation. */
public sealed interface AutomationCommand extends Command {
    int ACTIONS_MAX = 20;
    int DEPTH_MAX = 10;

    int PER_MINUTE_STANDARD = 60;
    int PER_MINUTE_MAX = 10_000;
    int BACKFILL_MAX = 10_000_000;

    /** A year. */
    int DELAY_SECONDS_MAX = 366 * 86_400;

    /**
     * A new rule. The caller owns it.
     *
     * @param enabled null for true
     * @param template the template that it was made from; null for none
     * @param conditions a tree of {@code all}, {@code any} and {@code not} over conditions on
     *     fields; null for none
     * @param delaySeconds how long after the event it acts; null for at once
     * @param window when it may act: an object, or {@code "calling_hours"}; null for always
     * @param cooldownSeconds how long it rests for a row after a run; null for no rest
     * @param maxDepth how long a chain of rules that set each other off may be
     */
    @Example(
            """
            {"name":"Missed call","trigger":{"event":"call.missed"},
             "conditions":{"all":[{"field":"lead.status","op":"in","value":["new","attempted"]}]},
             "actions":[{"type":"create_follow_up","params":{"leadId":"{{call.leadId}}",
               "agentId":"{{lead.assignedAgentId, owner.id}}","in":"PT2H",
               "title":"Call {{lead.name}} back"}}],
             "delaySeconds":900}
            """)
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String name,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
            @Nullable Boolean enabled,
            @Size(max = Limits.WORD_LENGTH_MAX) @Nullable String template,
            @NotNull Trigger trigger,
            @Nullable ObjectNode conditions,
            @NotNull @Size(min = 1, max = ACTIONS_MAX) List<@NotNull RuleAction> actions,
            @Min(0) @Max(DELAY_SECONDS_MAX) @Nullable Integer delaySeconds,
            @Nullable WhileWaiting whileWaiting,
            @Example("\"calling_hours\"") @Nullable JsonNode window,
            @Nullable OncePer oncePer,
            @Min(0) @Max(DELAY_SECONDS_MAX) @Nullable Integer cooldownSeconds,
            @Min(1) @Max(DEPTH_MAX) @Nullable Integer maxDepth,
            @Nullable Burst burst)
            implements AutomationCommand {}

    /** Changes the provided fields. Runs that wait keep the version that they were made by. */
    @Example("{\"delaySeconds\":600}")
    record Update(@NotBlank String id, Patch<AutomationFields> fields)
            implements AutomationCommand {}

    /** Deletes a rule. Its waiting runs are cancelled; its past runs stay readable. */
    record Delete(@NotBlank String id) implements AutomationCommand {}

    /**
     * Makes the rules of a template.
     *
     * @param enabled null for true
     * @param params as the template describes them; null for its standard values
     */
    @Example("{\"params\":{\"wait\":\"PT10M\"}}")
    record CreateFromTemplate(
            @NotBlank String templateName, @Nullable Boolean enabled, @Nullable ObjectNode params)
            implements AutomationCommand {}

    /**
     * Decides about the runs of a rule that are held because its budget was used up.
     *
     * @param perMinute how many are released in a minute; null for {@value #PER_MINUTE_STANDARD}
     */
    @Example("{\"decision\":\"release\",\"perMinute\":60}")
    record DecideHeld(
            @NotBlank String id,
            @NotNull HeldDecision decision,
            @Min(1) @Max(PER_MINUTE_MAX) @Nullable Integer perMinute)
            implements AutomationCommand {}

    /**
     * Applies a rule to the rows that match now.
     *
     * @param limit the most runs; null for no limit
     */
    @Example("{\"limit\":1000}")
    record BeginBackfill(@NotBlank String id, @Min(1) @Max(BACKFILL_MAX) @Nullable Long limit)
            implements AutomationCommand {}

    /** Stops the backfills of a rule; runs that were made stay. */
    record StopBackfill(@NotBlank String id) implements AutomationCommand {}

    /** Tries the failed actions of a run again, now. */
    record RetryRun(@NotBlank String id) implements AutomationCommand {}

    /** Disables a rule; sent by the program. */
    record Disable(@NotBlank String id, @NotNull DisabledReason reason)
            implements AutomationCommand {}

    /** Fires a schedule, unless another node did; sent by {@link AutomationClock}. */
    record Tick(@NotBlank String id, @NotNull Instant fireAt) implements AutomationCommand {}

    /** Logs a run that ended; sent by {@link RunExecutor}. */
    record RecordRun(@NotBlank String id) implements AutomationCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "automation.create",
                    Create.class,
                    AutomationRule.class,
                    Role.MANAGERS,
                    "Create a rule that acts with your rights.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "automation.update",
                    Update.class,
                    AutomationRule.class,
                    Role.MANAGERS,
                    "Change a rule.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "automation.delete",
                    Delete.class,
                    AutomationRule.class,
                    Role.MANAGERS,
                    "Delete a rule; its waiting runs are cancelled.");
    CommandType<CreateFromTemplate> CREATE_FROM_TEMPLATE =
            CommandType.of(
                    "automation.create_from_template",
                    CreateFromTemplate.class,
                    RulesOfTemplate.class,
                    Role.MANAGERS,
                    "Create the rules of a template.");
    CommandType<DecideHeld> DECIDE_HELD =
            CommandType.of(
                    "automation.decide_held",
                    DecideHeld.class,
                    AutomationRule.class,
                    Role.MANAGERS,
                    "Release or drop the runs of a rule that are held.");
    CommandType<BeginBackfill> BEGIN_BACKFILL =
            CommandType.of(
                    "automation.begin_backfill",
                    BeginBackfill.class,
                    Sweep.class,
                    Role.MANAGERS,
                    "Apply a rule to the existing rows that match.");
    CommandType<StopBackfill> STOP_BACKFILL =
            CommandType.of(
                    "automation.stop_backfill",
                    StopBackfill.class,
                    AutomationRule.class,
                    Role.MANAGERS,
                    "Stop the backfill of a rule.");
    CommandType<RetryRun> RETRY_RUN =
            CommandType.of(
                    "automation.retry_run",
                    RetryRun.class,
                    AutomationRun.class,
                    Role.MANAGERS,
                    "Try the failed actions of a run again.");
    CommandType<Disable> DISABLE =
            CommandType.of(
                    "automation.disable",
                    Disable.class,
                    AutomationRule.class,
                    Role.NOBODY,
                    "Disable a rule that fails, loops or has lost its owner. Internal.");
    CommandType<Tick> TICK =
            CommandType.of(
                    "automation.tick",
                    Tick.class,
                    Void.class,
                    Role.NOBODY,
                    "Fire a schedule. Internal.");
    CommandType<RecordRun> RECORD_RUN =
            CommandType.of(
                    "automation.record_run",
                    RecordRun.class,
                    AutomationRun.class,
                    Role.NOBODY,
                    "Log a run that ended. Internal.");

    List<CommandType<? extends AutomationCommand>> TYPES =
            List.of(
                    CREATE,
                    UPDATE,
                    DELETE,
                    CREATE_FROM_TEMPLATE,
                    DECIDE_HELD,
                    BEGIN_BACKFILL,
                    STOP_BACKFILL,
                    RETRY_RUN,
                    DISABLE,
                    TICK,
                    RECORD_RUN);
}
