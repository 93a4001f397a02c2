package com.techbro24.crm.exports;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export, and its zip file once it is done.
 *
 * @param requestedBy the agent who asked for it
 * @param scope what it contains
 * @param agentId the agent whose rows it contains; null for the account
 * @param format the form of the files in the zip
 * @param status its status
 * @param rowsDone rows written so far
 * @param seq the number of the newest change that the file contains; null before it is done
 * @param files the files in the zip, without the manifest
 * @param bytes the size of the zip; null before it is done
 * @param sha256 the SHA-256 of the zip in hexadecimal; null before it is done
 * @param problem why it failed; null otherwise
 * @param finishedAt when it was done, failed or was cancelled; null before that
 * @param expiresAt when the file is deleted; null without a file
 */
public record Export(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String requestedBy,
        ExportScope scope,
        @Nullable String agentId,
        ExportFormat format,
        ExportStatus status,
        long rowsDone,
        @Nullable Long seq,
        List<ExportedFile> files,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String problem,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "export";

    /** How long the file is kept. */
    static final Duration KEPT = Duration.ofHours(1);

    static Export queued(
            String id,
            String requestedBy,
            ExportScope scope,
            @Nullable String agentId,
            ExportFormat format,
            Instant now) {
        return new Export(
                id,
                1,
                now,
                now,
                requestedBy,
                scope,
                agentId,
                format,
                ExportStatus.QUEUED,
                0,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    /** At the given number of rows; a restart begins with none. */
    Export running(long rows, Instant now) {
        return with(ExportStatus.RUNNING, rows, null, null, null, now);
    }

    Export queuedAgain(Instant now) {
        return with(ExportStatus.QUEUED, 0, null, null, null, now);
    }

    Export done(ExportCommand.Finish result, Instant now) {
        long rows = result.files().stream().mapToLong(ExportedFile::rows).sum();
        return with(ExportStatus.DONE, rows, result, null, now.plus(KEPT), now);
    }

    Export failed(String why, Instant now) {
        return with(ExportStatus.FAILED, rowsDone, null, why, null, now);
    }

    Export cancelled(Instant now) {
        return with(ExportStatus.CANCELLED, rowsDone, null, null, null, now);
    }

    /** A finished export whose file is deleted now. */
    Export expired(Instant now) {
        return new Export(
                id,
                version + 1,
                createdAt,
                now,
                requestedBy,
                scope,
                agentId,
                format,
                status,
                rowsDone,
                seq,
                files,
                bytes,
                sha256,
                problem,
                finishedAt,
                now);
    }

    private Export with(
            ExportStatus next,
            long rows,
            ExportCommand.@Nullable Finish result,
            @Nullable String why,
            @Nullable Instant until,
            Instant now) {
        return new Export(
                id,
                version + 1,
                createdAt,
                now,
                requestedBy,
                scope,
                agentId,
                format,
                next,
                rows,
                result == null ? null : (Long) result.seq(),
                result == null ? List.of() : List.copyOf(result.files()),
                result == null ? null : (Long) result.bytes(),
                result == null ? null : result.sha256(),
                why,
                next.isOpen() ? null : now,
                until);
    }

    /** Rejects a download unless the file is there, and says why it is not. */
    void checkFile(Instant now) {
        switch (status) {
            case QUEUED -> throw Problem.conflict("The export waits for its turn; ask again soon.");
            case RUNNING ->
                    throw Problem.conflict(
                            "The export is being written; " + rowsDone + " rows are done.");
            case FAILED -> throw Problem.conflict("The export failed: " + problem);
            case CANCELLED ->
                    throw Problem.of(Problem.Code.GONE, "The export was cancelled; start another.");
            case DONE -> {
                if (expiresAt == null || !now.isBefore(expiresAt)) {
                    throw Problem.of(
                            Problem.Code.GONE,
                            "The file was deleted, as it is kept for an hour; start another export.");
                }
            }
        }
    }

    /** The name under which the file is saved. */
    String fileName() {
        String what = scope == ExportScope.ACCOUNT ? "account" : "agent";
        return "crm-%s-%s.zip".formatted(what, LocalDate.ofInstant(createdAt, ZoneOffset.UTC));
    }

    ChangeKind kindOfChange() {
        return switch (status) {
            case QUEUED, RUNNING -> ExportChange.UPDATED;
            case DONE -> ExportChange.DONE;
            case FAILED -> ExportChange.FAILED;
            case CANCELLED -> ExportChange.CANCELLED;
        };
    }
}
