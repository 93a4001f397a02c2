package com.techbro24.crm.bulk;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run over many leads. Its counts are published at most twice a second; the exact progress is in
 * {@link BulkProgress}.
 *
 * @param agentId the agent who started it and for whom each lead is changed
 * @param fields the fields that it sets; empty for a deletion and an undo
 * @param undoes what an undo takes back, as the log names it
 * @param undoneBy the run that takes this one back; null for none
 * @param automation whether automation rules answer what it does
 * @param leadsTotal number of its leads; an estimate while an undo runs
 * @param leadsDone how many leads are done
 * @param changed leads that were changed; in an undo, leads whose fields went back
 * @param deleted leads that were deleted; in an undo, leads that had been created
 * @param restored in an undo, leads that had been deleted
 * @param unchanged leads that already were as requested
 * @param refused leads that stayed as they were; the report says why
 * @param problem why it failed; null otherwise
 * @param finishedAt null while it runs
 */
public record LeadBulk(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        BulkStatus status,
        BulkAction action,
        @Example("{\"priority\":\"high\"}") Map<String, @Nullable Object> fields,
        @Example("null") @Nullable String undoes,
        @Nullable String undoneBy,
        boolean automation,
        int leadsTotal,
        int leadsDone,
        int changed,
        int deleted,
        int restored,
        int unchanged,
        int refused,
        @Nullable String problem,
        @Nullable Instant finishedAt)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "lead_bulk";

    /** The name in error messages. */
    static final String NOUN = "bulk change";

    /** How the log names runs that are not undos. */
    private static final String VIA = "bulk";

    static LeadBulk begin(LeadBulkCommand.Begin with, String agentId, int leads, Instant now) {
        return new LeadBulk(
                with.id(),
                1,
                now,
                now,
                agentId,
                BulkStatus.RUNNING,
                with.action(),
                with.fields(),
                null,
                null,
                !Boolean.FALSE.equals(with.automation()),
                leads,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null);
    }

    /**
     * @param via what it takes back
     */
    static LeadBulk undo(String id, String via, String agentId, int leads, Instant now) {
        return new LeadBulk(
                id,
                1,
                now,
                now,
                agentId,
                BulkStatus.RUNNING,
                BulkAction.UNDO,
                Map.of(),
                via,
                null,
                !Via.isQuiet(via),
                leads,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null);
    }

    /**
     * Updates the counts.
     *
     * @param last whether no lead is left
     */
    LeadBulk at(BulkProgress progress, boolean last, Instant now) {
        return with(progress, last ? BulkStatus.DONE : status, null, now);
    }

    /** Cancels the remaining leads; an ended run stays unchanged. */
    LeadBulk cancelled(BulkProgress progress, Instant now) {
        return status == BulkStatus.RUNNING
                ? with(progress, BulkStatus.CANCELLED, null, now)
                : this;
    }

    LeadBulk failed(BulkProgress progress, String why, Instant now) {
        return status == BulkStatus.RUNNING ? with(progress, BulkStatus.FAILED, why, now) : this;
    }

    private LeadBulk with(
            BulkProgress progress, BulkStatus next, @Nullable String why, Instant now) {
        return new LeadBulk(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                next,
                action,
                fields,
                undoes,
                undoneBy,
                automation,
                next == BulkStatus.DONE ? progress.leadsDone() : leadsTotal,
                progress.leadsDone(),
                progress.changed(),
                progress.deleted(),
                progress.restored(),
                progress.unchanged(),
                progress.refused(),
                why,
                next == BulkStatus.RUNNING ? null : now);
    }

    LeadBulk undoneBy(String undoId, Instant now) {
        return new LeadBulk(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                status,
                action,
                fields,
                undoes,
                undoId,
                automation,
                leadsTotal,
                leadsDone,
                changed,
                deleted,
                restored,
                unchanged,
                refused,
                problem,
                finishedAt);
    }

    /** How the log names it as the one that made a change. */
    String via() {
        return undoes == null ? Via.of(VIA, id, automation) : Via.undoOf(undoes);
    }

    ChangeKind kindOfChange() {
        return switch (status) {
            case RUNNING -> BulkChange.UPDATED;
            case DONE -> BulkChange.DONE;
            case FAILED -> BulkChange.FAILED;
            case CANCELLED -> BulkChange.CANCELLED;
        };
    }
}
