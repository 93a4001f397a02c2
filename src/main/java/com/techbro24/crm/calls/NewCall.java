package com.techbro24.crm.calls;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.LeadsByContact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a new call: determines its agent, its lead and its status. */
final class NewCall {
    /** The tolerance for clocks of telephony systems that are ahead. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private NewCall() {}

    static CallEdit create(CallCommand.Create command, String id, Context context) {
        CallDirection direction =
                Objects.requireNonNullElse(command.direction(), CallDirection.OUTBOUND);
        String number = CallNumber.Reading.shown(command.phone());
        Optional<Lead> lead =
                command.leadId() == null
                        ? leadOf(number, context)
                        : Optional.of(lead(command.leadId(), context));
        boolean useLeadPhone = command.phone() == null;
        String phone = useLeadPhone ? lead.map(Lead::phone).orElse(null) : number;
        // Incoming calls may have no number; outgoing calls need one.
        if (phone == null && direction == CallDirection.OUTBOUND) {
            throw error("phone", "required", "phone is required, unless the lead has one.");
        }
        CallEdit edit = new CallEdit(blank(id, direction, context.now()));
        edit.agentId = agentOf(command.agentId(), direction, lead, context);
        edit.leadId = lead.map(Lead::id).orElse(null);
        edit.phone = phone;
        edit.scheduledAt = command.scheduledAt();
        apply(edit, command, direction, context.now());
        edit.outcome(command.outcome());
        return edit;
    }

    /** A past call; the caller provides lead and agent. */
    static CallEdit past(CallCommand.Create command, Context context) {
        if (command.leadId() == null || command.phone() == null || command.startedAt() == null) {
            throw error("calls", "required", "A past call requires leadId, phone and startedAt.");
        }
        Instant ended = ended(command, command.startedAt());
        refuseFuture("endedAt", ended, context.now());
        CallDirection direction =
                Objects.requireNonNullElse(command.direction(), CallDirection.OUTBOUND);
        CallEdit edit = new CallEdit(blank(Id.next(), direction, ended));
        edit.agentId = command.agentId();
        edit.leadId = command.leadId();
        edit.phone = command.phone();
        apply(edit, command, direction, ended);
        if (!edit.status.isEnd()) {
            throw error("status", "not_allowed", "The status of a past call must be final.");
        }
        edit.outcome(command.outcome());
        return edit;
    }

    private static Call blank(String id, CallDirection direction, Instant now) {
        return new Call(
                id,
                1,
                now,
                now,
                null,
                null,
                null,
                direction,
                null,
                CallStatus.SCHEDULED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                List.of(),
                null,
                null);
    }

    /** Applies the input except the outcome. */
    private static void apply(
            CallEdit edit, CallCommand.Create command, CallDirection direction, Instant now) {
        edit.notes = command.notes();
        edit.recordingUrl = command.recordingUrl();
        edit.callbackAt = command.callbackAt();
        edit.identify(command.provider(), command.providerCallId());
        advance(edit, command, direction, now);
    }

    /** Moves it to its initial status; past calls keep their reported times. */
    private static void advance(
            CallEdit edit, CallCommand.Create command, CallDirection direction, Instant now) {
        CallStatus defaultStatus =
                direction == CallDirection.INBOUND ? CallStatus.RINGING : CallStatus.SCHEDULED;
        CallStatus status = Objects.requireNonNullElse(command.status(), defaultStatus);
        if (!status.fits(direction)) {
            throw error(
                    "status",
                    "not_allowed",
                    "An "
                            + EnumNames.of(direction)
                            + " call cannot be "
                            + EnumNames.of(status)
                            + ".");
        }
        if (status == CallStatus.IN_PROGRESS
                || status == CallStatus.RINGING && direction == CallDirection.OUTBOUND) {
            throw error("status", "not_allowed", "Use the start command to start a call.");
        }
        if (status == CallStatus.SCHEDULED) {
            return;
        }
        if (status == CallStatus.CANCELLED && command.startedAt() == null) {
            edit.status = status;
            return;
        }
        Instant started = started(command, now);
        refuseFuture("startedAt", started, now);
        edit.ring(started);
        if (status == CallStatus.RINGING) {
            return;
        }
        Instant ended = ended(command, started);
        refuseFuture("endedAt", ended, now);
        if (status == CallStatus.COMPLETED) {
            edit.start(CallStatus.IN_PROGRESS, null, started);
        }
        edit.end(status, command.durationSeconds(), ended);
        edit.ringSeconds = command.ringSeconds();
    }

    private static void refuseFuture(String field, Instant time, Instant now) {
        if (time.isAfter(now.plus(AHEAD_MAX))) {
            throw error(field, "out_of_range", field + " must not be in the future.");
        }
    }

    private static Instant started(CallCommand.Create command, Instant now) {
        if (command.startedAt() != null) {
            return command.startedAt();
        }
        Instant ended = Objects.requireNonNullElse(command.endedAt(), now);
        return ended.minusSeconds(Objects.requireNonNullElse(command.durationSeconds(), 0));
    }

    private static Instant ended(CallCommand.Create command, Instant started) {
        Instant ended =
                command.endedAt() == null
                        ? started.plusSeconds(
                                Objects.requireNonNullElse(command.durationSeconds(), 0))
                        : command.endedAt();
        if (ended.isBefore(started)) {
            throw error("endedAt", "out_of_range", "endedAt must not be before startedAt.");
        }
        return ended;
    }

    /** The agent: for an incoming call the lead's agent, for an outgoing call the caller. */
    private static @Nullable String agentOf(
            @Nullable String requested,
            CallDirection direction,
            Optional<Lead> lead,
            Context context) {
        Caller caller = context.caller();
        if (requested != null) {
            return agent(requested, context);
        }
        if (caller.role() == Role.AGENT) {
            return caller.agent();
        }
        String leadAgent = lead.map(Lead::assignedAgentId).orElse(null);
        return direction == CallDirection.INBOUND || caller.agentId() == null
                ? leadAgent
                : caller.agentId();
    }

    /** The requested agent, if the caller may assign calls to it; {@code me} is the caller. */
    static String agent(String requested, Context context) {
        Caller caller = context.caller();
        String id = caller.meant(requested);
        if (caller.is(id)) {
            return id;
        }
        if (caller.role() == Role.AGENT) {
            throw Problem.forbidden("Agents can create calls only for themselves.");
        }
        boolean within =
                AccountStore.find(context.tx(), id)
                        .filter(account -> caller.canManage(account.role()))
                        .filter(
                                account ->
                                        caller.seesAll()
                                                || Objects.equals(account.team(), caller.team()))
                        .isPresent();
        if (!within) {
            String message = "No agent with this id exists to whom you may assign calls.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError("agentId", "unknown_agent", message)));
        }
        return id;
    }

    /** The lead; not found if it is deleted or the caller cannot see it. */
    static Lead lead(String id, Context context) {
        Lead lead = LeadStore.get(context.tx(), id, context.caller());
        if (lead.deletedAt() != null) {
            throw Problem.notFound(Lead.TYPE);
        }
        return lead;
    }

    /**
     * The lead with the number, if the caller can see it; of several, an assigned one, otherwise
     * the oldest.
     */
    private static Optional<Lead> leadOf(@Nullable String phone, Context context) {
        String contact = PhoneNumbers.contact(phone).orElse(null);
        if (contact == null) {
            return Optional.empty();
        }
        List<Lead> found =
                visible(LeadsByContact.withContactOrMerged(context.tx(), contact, null), context);
        if (found.isEmpty() && PhoneNumbers.extensionOf(contact) == null) {
            // A switchboard shows its number without extension: with one contact behind it, this is
            // the lead.
            List<Lead> line = LeadsByContact.withLine(context.tx(), contact);
            return line.size() == 1
                    ? visible(line, context).stream().findFirst()
                    : Optional.empty();
        }
        return found.stream()
                .filter(lead -> lead.assignedAgentId() != null)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static List<Lead> visible(List<Lead> leads, Context context) {
        return leads.stream()
                .filter(lead -> LeadStore.visibility(context.tx(), lead).isSeenBy(context.caller()))
                .toList();
    }

    private static Problem error(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }
}
