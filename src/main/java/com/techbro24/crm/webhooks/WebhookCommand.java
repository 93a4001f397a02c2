package com.techbro24.crm.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Multiline;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.outbound.AddressGuard;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of webhooks. */
public sealed interface WebhookCommand extends Command {
    int EVENTS_MAX = 100;

    /**
     * A new endpoint. The caller owns it. It gets what happens from now on.
     *
     * @param url an https URL outside your own network, unless CRM_OUTBOUND_ALLOW allows it
     * @param events names of events; {@code *} for all, none for a webhook that only automation
     *     rules use
     * @param filter conditions on the row of the event, as in automation rules; null for none
     * @param mode null for parallel
     * @param enabled null for true
     */
    @Example(
            """
            {"url":"https://hooks.example/crm","events":["lead.created","call.ended"]}
            """)
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank @Size(max = AddressGuard.LENGTH_MAX) String url,
            @Multiline @Size(max = Limits.TEXT_LENGTH_MAX) @Nullable String description,
            @NotNull @Size(max = EVENTS_MAX) List<@NotBlank String> events,
            @Nullable ObjectNode filter,
            @Nullable WebhookMode mode,
            @Nullable Boolean enabled)
            implements WebhookCommand {}

    /** Changes the provided fields. */
    @Example("{\"events\":[\"lead.created\"]}")
    record Update(@NotBlank String id, Patch<WebhookFields> fields) implements WebhookCommand {}

    /** Deletes an endpoint with what waits for it and its attempts. */
    record Delete(@NotBlank String id) implements WebhookCommand {}

    /**
     * Enables an endpoint.
     *
     * @param skip whether it begins with the next event; otherwise it goes on where it was
     */
    @Example("{\"skip\":false}")
    record Enable(@NotBlank String id, @Nullable Boolean skip) implements WebhookCommand {}

    /**
     * Makes a new secret.
     *
     * @param overlap how long the old secret signs as well, at most P7D; null for PT24H
     */
    @Example("{\"overlap\":\"PT24H\"}")
    record RotateSecret(@NotBlank String id, @Nullable Duration overlap)
            implements WebhookCommand {}

    /**
     * Sends events again, under the same ids.
     *
     * @param fromSeq the first event; null if {@code from} says it
     * @param from the time of the first event; null if {@code fromSeq} says it
     * @param toSeq the last event; null for the newest that was sent
     * @param to the time of the last event; null if {@code toSeq} says it
     * @param failedOnly only those that were given up; null for false
     */
    @Example("{\"from\":\"2026-01-31T09:00:00Z\",\"failedOnly\":true}")
    record Replay(
            @NotBlank String id,
            @Min(1) @Nullable Long fromSeq,
            @Nullable Instant from,
            @Min(1) @Nullable Long toSeq,
            @Nullable Instant to,
            @Nullable Boolean failedOnly)
            implements WebhookCommand {}

    /** Sends the event of one attempt again. */
    record ReplayOne(@NotBlank String id) implements WebhookCommand {}

    /** Disables an endpoint; sent by the dispatcher. */
    record Disable(@NotBlank String id, @NotNull DisabledReason reason) implements WebhookCommand {}

    /**
     * The result of a replay.
     *
     * @param fromSeq the first event that is looked at
     * @param toSeq the last one
     */
    record Replayed(long fromSeq, long toSeq) {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "webhook.create",
                    Create.class,
                    Webhook.class,
                    Role.MANAGERS,
                    "Create a webhook: events are sent to its URL, signed.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "webhook.update",
                    Update.class,
                    Webhook.class,
                    Role.MANAGERS,
                    "Change the provided fields of a webhook.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "webhook.delete",
                    Delete.class,
                    Webhook.class,
                    Role.MANAGERS,
                    "Delete a webhook.");
    CommandType<Enable> ENABLE =
            CommandType.of(
                    "webhook.enable",
                    Enable.class,
                    Webhook.class,
                    Role.MANAGERS,
                    "Enable a webhook; it goes on where it was, unless it shall skip what it"
                            + " missed.");
    CommandType<RotateSecret> ROTATE_SECRET =
            CommandType.of(
                    "webhook.rotate_secret",
                    RotateSecret.class,
                    Webhook.class,
                    Role.MANAGERS,
                    "Make a new secret for a webhook; the old one signs as well for a while.");
    CommandType<Replay> REPLAY =
            CommandType.of(
                    "webhook.replay",
                    Replay.class,
                    Replayed.class,
                    Role.MANAGERS,
                    "Send events of a webhook again, under the same ids.");
    CommandType<ReplayOne> REPLAY_ONE =
            CommandType.of(
                    "webhook.replay_delivery",
                    ReplayOne.class,
                    Replayed.class,
                    Role.MANAGERS,
                    "Send the event of one delivery again, under the same id.");
    CommandType<Disable> DISABLE =
            CommandType.of(
                    "webhook.disable",
                    Disable.class,
                    Webhook.class,
                    Role.NOBODY,
                    "Disable a webhook that cannot be reached. Internal.");

    List<CommandType<? extends WebhookCommand>> TYPES =
            List.of(CREATE, UPDATE, DELETE, ENABLE, ROTATE_SECRET, REPLAY, REPLAY_ONE, DISABLE);
}
