package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.http.Example;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule.
 *
 * @param ownerId the agent with whose rights it acts
 * @param disabledReason why the program disabled it; null if it did not
 * @param template the template that it was made from; null for none
 * @param conditions null for none
 * @param delaySeconds how long after the event it acts; the conditions are looked at again then
 * @param window when it may act: an object, or {@code "calling_hours"}; null for always
 * @param cooldownSeconds how long it rests for a row after a run; null for no rest
 * @param maxDepth how long a chain of rules that set each other off may be
 * @param nextFireAt the next tick of its schedule; null for none
 * @param runCount how many runs acted
 * @param lastRunAt when it ran last; null for never
 */
public record AutomationRule(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String ownerId,
        String name,
        @Nullable String description,
        boolean enabled,
        @Nullable DisabledReason disabledReason,
        @Example("null") @Nullable String template,
        @Example(
                        """
                        {"event":"call.missed","events":null,"changedFields":null,"maxAge":null,
                         "imports":null,"schedule":null,"each":null}
                        """)
                Trigger trigger,
        @Example("{\"field\":\"lead.status\",\"op\":\"eq\",\"value\":\"new\"}")
                @Nullable ObjectNode conditions,
        @Example(
                        """
                        [{"type":"send_notification","onFailure":null,
                          "params":{"to":"owner","title":"Missed: {{call.phone}}"}}]
                        """)
                List<RuleAction> actions,
        int delaySeconds,
        WhileWaiting whileWaiting,
        @Example("null") @Nullable JsonNode window,
        OncePer oncePer,
        int cooldownSeconds,
        int maxDepth,
        Burst burst,
        @Nullable Instant nextFireAt,
        long runCount,
        @Nullable Instant lastRunAt)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "automation_rule";

    static final int DEPTH_STANDARD = 3;
    static final String VIA = "rule:";

    static AutomationRule create(
            AutomationCommand.Create with, String id, String ownerId, Instant now) {
        return new AutomationRule(
                id,
                1,
                now,
                now,
                null,
                ownerId,
                with.name().strip(),
                with.description(),
                !Boolean.FALSE.equals(with.enabled()),
                null,
                with.template(),
                with.trigger(),
                with.conditions(),
                with.actions(),
                Objects.requireNonNullElse(with.delaySeconds(), 0),
                Objects.requireNonNullElse(with.whileWaiting(), WhileWaiting.IGNORE),
                with.window(),
                Objects.requireNonNullElse(with.oncePer(), OncePer.NONE),
                Objects.requireNonNullElse(with.cooldownSeconds(), 0),
                Objects.requireNonNullElse(with.maxDepth(), DEPTH_STANDARD),
                Objects.requireNonNullElse(with.burst(), Burst.STANDARD),
                null,
                0,
                null);
    }

    /** The same version with the provided fields; see {@link #nextVersion}. */
    AutomationRule with(Patch<AutomationFields> patch) {
        AutomationFields fields = patch.values();
        boolean enable = patch.or("enabled", fields.enabled(), enabled);
        return new AutomationRule(
                id,
                version,
                createdAt,
                updatedAt,
                deletedAt,
                patch.or("ownerId", fields.ownerId(), ownerId),
                patch.or("name", fields.name(), name).strip(),
                patch.or("description", fields.description(), description),
                enable,
                enable ? null : disabledReason,
                template,
                patch.or("trigger", fields.trigger(), trigger),
                patch.or("conditions", fields.conditions(), conditions),
                patch.or("actions", fields.actions(), actions),
                patch.or("delaySeconds", fields.delaySeconds(), delaySeconds),
                patch.or("whileWaiting", fields.whileWaiting(), whileWaiting),
                patch.or("window", fields.window(), window),
                patch.or("oncePer", fields.oncePer(), oncePer),
                patch.or("cooldownSeconds", fields.cooldownSeconds(), cooldownSeconds),
                patch.or("maxDepth", fields.maxDepth(), maxDepth),
                patch.or("burst", fields.burst(), burst),
                nextFireAt,
                runCount,
                lastRunAt);
    }

    AutomationRule disabled(DisabledReason reason) {
        return with(false, version, updatedAt, deletedAt, null, reason);
    }

    AutomationRule deleted(Instant now) {
        return with(enabled, version, updatedAt, now, null, disabledReason);
    }

    AutomationRule nextFire(@Nullable Instant at) {
        return with(enabled, version, updatedAt, deletedAt, at, disabledReason);
    }

    AutomationRule nextVersion(Instant now) {
        return with(enabled, version + 1, now, deletedAt, nextFireAt, disabledReason);
    }

    private AutomationRule with(
            boolean on,
            int number,
            Instant updated,
            @Nullable Instant deleted,
            @Nullable Instant fire,
            @Nullable DisabledReason reason) {
        return new AutomationRule(
                id,
                number,
                createdAt,
                updated,
                deleted,
                ownerId,
                name,
                description,
                on,
                reason,
                template,
                trigger,
                conditions,
                actions,
                delaySeconds,
                whileWaiting,
                window,
                oncePer,
                cooldownSeconds,
                maxDepth,
                burst,
                fire,
                runCount,
                lastRunAt);
    }

    /** Whether it answers events or fires by its schedule. */
    boolean isActive() {
        return enabled && deletedAt == null;
    }

    Duration delay() {
        return Duration.ofSeconds(delaySeconds);
    }

    Duration cooldown() {
        return Duration.ofSeconds(cooldownSeconds);
    }

    /** As {@code via} names it in the log. */
    String via() {
        return VIA + id;
    }
}
