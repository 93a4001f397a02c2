package com.techbro24.crm.sync;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The commands of sync. */
public sealed interface SyncCommand extends Command {
    /** Stores a conflict; given by {@link Push}. */
    record RecordConflict(@NotNull SyncConflict conflict) implements SyncCommand {}

    /** Writes down a push; given by {@link SyncJournal}. */
    record Complete(@NotNull SyncRun run) implements SyncCommand {}

    /**
     * Decides a conflict.
     *
     * @param keep whose value the row is to have
     */
    record ResolveConflict(@NotBlank String id, @NotNull Keep keep) implements SyncCommand {}

    /** Whose value a row is to have. */
    enum Keep {
        CLIENT,
        SERVER
    }

    CommandType<RecordConflict> RECORD_CONFLICT =
            CommandType.of(
                    "sync.record_conflict",
                    RecordConflict.class,
                    SyncConflict.class,
                    Role.NOBODY,
                    "Keep a value that could not simply be taken; only the program itself does"
                            + " this.");

    CommandType<Complete> COMPLETE =
            CommandType.of(
                    "sync.complete",
                    Complete.class,
                    SyncRun.class,
                    Role.NOBODY,
                    "Write down what a push brought; only the program itself does this.");

    CommandType<ResolveConflict> RESOLVE_CONFLICT =
            CommandType.of(
                    "sync.resolve_conflict",
                    ResolveConflict.class,
                    SyncConflict.class,
                    Role.EVERYONE,
                    "Decide a conflict: with keep=client the row gets the client's value by the"
                            + " usual command, with the caller's rights.");

    List<CommandType<? extends SyncCommand>> TYPES =
            List.of(RECORD_CONFLICT, RESOLVE_CONFLICT, COMPLETE);
}
