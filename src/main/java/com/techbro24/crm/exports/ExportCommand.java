package com.techbro24.crm.exports;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of exports; all except create and delete are internal. */
public sealed interface ExportCommand extends Command {
    /**
     * A new export.
     *
     * @param scope agent for the rows of one agent; account for all rows, which only an admin may
     * @param format the form of the files in the zip
     * @param agentId the agent whose rows to export, with the scope agent; default: the caller
     */
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotNull ExportScope scope,
            @NotNull ExportFormat format,
            @Pattern(regexp = Id.PATTERN) @Nullable String agentId)
            implements ExportCommand {}

    /** Deletes the file, or cancels an export that is not done. */
    record Delete(@NotBlank String id) implements ExportCommand {}

    /** A node takes an export whose file nobody writes. */
    record Begin(@NotBlank String id, @NotBlank String node) implements ExportCommand {}

    /** Tells the progress, and keeps the lease of the node. */
    record Advance(@NotBlank String id, @NotBlank String node, long rows)
            implements ExportCommand {}

    /** The node stops, and leaves the export to another one. */
    record Release(@NotBlank String id, @NotBlank String node) implements ExportCommand {}

    /**
     * The file is complete.
     *
     * @param seq the newest change in the file
     * @param bytes the size of the zip
     * @param sha256 of the zip
     */
    record Finish(
            @NotBlank String id,
            @NotBlank String node,
            long seq,
            @NotNull List<ExportedFile> files,
            long bytes,
            @NotBlank String sha256)
            implements ExportCommand {}

    /** Marks the export as failed. */
    record Fail(@NotBlank String id, @NotBlank String problem) implements ExportCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "export.create",
                    Create.class,
                    Export.class,
                    Role.EVERYONE,
                    "Export all data of the account (admins only), or of one agent, as a zip file,"
                            + " in the background.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "export.delete",
                    Delete.class,
                    Export.class,
                    Role.EVERYONE,
                    "Delete the file of an export; an export that is not done is cancelled.");
    CommandType<Begin> BEGIN =
            internal("export.begin", Begin.class, "A node begins an export; internal.");
    CommandType<Advance> ADVANCE =
            internal("export.advance", Advance.class, "Save the progress of an export; internal.");
    CommandType<Release> RELEASE =
            internal("export.release", Release.class, "Leave an export to another node; internal.");
    CommandType<Finish> FINISH =
            internal("export.finish", Finish.class, "Mark an export as done; internal.");
    CommandType<Fail> FAIL =
            internal("export.fail", Fail.class, "Mark an export as failed; internal.");

    List<CommandType<? extends ExportCommand>> TYPES =
            List.of(CREATE, DELETE, BEGIN, ADVANCE, RELEASE, FINISH, FAIL);

    private static <C extends ExportCommand> CommandType<C> internal(
            String name, Class<C> type, String summary) {
        return CommandType.of(name, type, Export.class, Role.NOBODY, summary);
    }
}
