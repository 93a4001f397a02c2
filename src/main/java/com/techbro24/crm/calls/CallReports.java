package com.techbro24.crm.calls;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Outcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a telephony provider reports of a call. Reports are facts that arrive late, twice and in any
 * order: a step that the status does not allow is noted and changes nothing, and after the end only
 * the duration and the recording are taken.
 */
final class CallReports {
    private final CallSaving saving;

    CallReports(CallSaving saving) {
        this.saving = saving;
    }

    Outcome report(CallCommand.Report command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        if (before.providerCallId() != null
                && command.providerCallId() != null
                && !before.isOf(command.provider(), command.providerCallId())) {
            return noted(before, "Another call of the provider is this call.");
        }
        CallEdit edit = new CallEdit(before);
        if (command.providerCallId() != null) {
            edit.identify(command.provider(), command.providerCallId());
        }
        String note = before.status().isEnd() ? afterEnd(edit, before, command) : null;
        if (!before.status().isEnd()) {
            note = step(edit, before, command, context);
        }
        edit.recordingUrl =
                Objects.requireNonNullElse(command.recordingUrl(), "").isEmpty()
                        ? edit.recordingUrl
                        : command.recordingUrl();
        Outcome saved = saving.save(before, edit, context);
        Call after = saved.reply() instanceof Call call ? call : before;
        return new Outcome(new CallCommand.Reported(after, note), saved.changes(), false);
    }

    private static Outcome noted(Call call, String note) {
        return Outcome.unchanged(new CallCommand.Reported(call, note));
    }

    private static @Nullable String afterEnd(CallEdit edit, Call before, CallCommand.Report said) {
        if (said.durationSeconds() != null && before.answeredAt() != null) {
            edit.durationSeconds = said.durationSeconds();
        }
        return said.status() == null || said.status() == before.status()
                ? null
                : "The call has already ended as " + EnumNames.of(before.status()) + ".";
    }

    private static @Nullable String step(
            CallEdit edit, Call before, CallCommand.Report said, Context context) {
        CallStatus next = said.status();
        String note = said.agentId() == null ? null : takeBy(edit, before, said.agentId(), context);
        if (next == null || next == before.status()) {
            return note;
        }
        Instant at = at(before, said, context);
        if (next == CallStatus.COMPLETED && before.answeredAt() == null) {
            int talk = Objects.requireNonNullElse(said.durationSeconds(), 0);
            Instant answered = at.minusSeconds(talk);
            Instant started = before.startedAt();
            edit.start(
                    CallStatus.IN_PROGRESS,
                    null,
                    started != null && answered.isBefore(started) ? started : answered);
            edit.end(next, said.durationSeconds(), context.now());
            return note;
        }
        if (!before.status().transitions(before.direction()).contains(next)) {
            return "A call that is %s cannot become %s."
                    .formatted(EnumNames.of(before.status()), EnumNames.of(next));
        }
        if (next.isOpen()) {
            edit.start(next, null, at);
        } else {
            edit.end(next, said.durationSeconds(), context.now());
        }
        return note;
    }

    /** An incoming call belongs to the agent who takes it, unless that one is on another call. */
    private static @Nullable String takeBy(
            CallEdit edit, Call before, String agentId, Context context) {
        if (before.active() || agentId.equals(before.agentId())) {
            return null;
        }
        boolean busy =
                CallStore.activeOf(context.tx(), agentId)
                        .filter(other -> !other.id().equals(before.id()))
                        .isPresent();
        edit.agentId = busy ? null : agentId;
        return busy ? "The agent is on another call." : null;
    }

    /** When it happened: not before the start, and not after now. */
    private static Instant at(Call before, CallCommand.Report said, Context context) {
        Instant at = Objects.requireNonNullElse(said.at(), context.now());
        Instant started = before.startedAt();
        Instant earliest = started != null && at.isBefore(started) ? started : at;
        return earliest.isAfter(context.now()) ? context.now() : earliest;
    }
}
