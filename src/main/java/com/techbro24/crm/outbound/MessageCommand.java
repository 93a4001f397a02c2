package com.techbro24.crm.outbound;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of messages. */
public sealed interface MessageCommand extends Command {
    record Retry(@NotBlank String id) implements MessageCommand {}

    record Cancel(@NotBlank String id) implements MessageCommand {}

    /**
     * Releases the messages that a restore held.
     *
     * @param channel only those of this channel; null for all
     */
    record Release(@Size(min = 1, max = 40) @Nullable String channel) implements MessageCommand {}

    /**
     * The result of {@link Release}.
     *
     * @param released how many messages were released
     */
    record Released(int released) {}

    CommandType<Retry> RETRY =
            CommandType.of(
                    "message.retry",
                    Retry.class,
                    Message.class,
                    Role.EVERYONE,
                    "Send a message that failed, or waits for its next attempt, now.");

    CommandType<Cancel> CANCEL =
            CommandType.of(
                    "message.cancel",
                    Cancel.class,
                    Message.class,
                    Role.EVERYONE,
                    "Cancel a message that was not sent yet.");

    CommandType<Release> RELEASE =
            CommandType.of(
                    "message.release",
                    Release.class,
                    Released.class,
                    Role.ADMINS,
                    "Release the messages that were held after a restore, so that they are sent.");

    List<CommandType<? extends MessageCommand>> TYPES = List.of(RETRY, CANCEL, RELEASE);
}
