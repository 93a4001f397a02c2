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
import com.techbro24.crm.leads.LeadHolders;
import com.techbro24.crm.leads.LeadStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what a new call is: whose, with whom, and how far it has come already. */
final class NewCall {
    /** How far a telephone's clock may be ahead of ours. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private NewCall() {}

    static CallEdit make(CallCommand.Create command, String id, Context context) {
        CallDirection direction =
                Objects.requireNonNullElse(command.direction(), CallDirection.OUTBOUND);
        String given = CallNumber.Reading.shown(command.phone());
        Optional<Lead> lead =
                command.leadId() == null
                        ? leadOf(given, context)
                        : Optional.of(lead(command.leadId(), context));
        boolean asked = command.phone() == null;
        String phone = asked ? lead.map(Lead::phone).orElse(null) : given;
        // Who calls may withhold the number; who is called has one.
        if (phone == null && direction == CallDirection.OUTBOUND) {
            throw error("phone", "required", "phone must be given, or a lead that has one.");
        }
        CallEdit edit = new CallEdit(blank(id, direction, context.now()));
        edit.agentId = agentOf(command.agentId(), direction, lead, context);
        edit.leadId = lead.map(Lead::id).orElse(null);
        edit.phone = phone;
        edit.scheduledAt = command.scheduledAt();
        tell(edit, command, direction, context.now());
        edit.outcome(command.outcome());
        return edit;
    }

    /** One that took place elsewhere; whoever notes it down knows with whom and whose it was. */
    static CallEdit past(CallCommand.Create command, Context context) {
        if (command.leadId() == null || command.phone() == null || command.startedAt() == null) {
            throw error("calls", "required", "A past call has a leadId, a phone and a startedAt.");
        }
        Instant over = over(command, command.startedAt());
        refuseFuture("endedAt", over, context.now());
        CallDirection direction =
                Objects.requireNonNullElse(command.direction(), CallDirection.OUTBOUND);
        CallEdit edit = new CallEdit(blank(Id.next(), direction, over));
        edit.agentId = command.agentId();
        edit.leadId = command.leadId();
        edit.phone = command.phone();
        tell(edit, command, direction, over);
        if (!edit.status.isEnd()) {
            throw error("status", "not_allowed", "A call that took place is over.");
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
                null,
                null);
    }

    /** Takes over what is told of it, but for what came of it. */
    private static void tell(
            CallEdit edit, CallCommand.Create command, CallDirection direction, Instant now) {
        edit.notes = command.notes();
        edit.recordingUrl = command.recordingUrl();
        edit.callbackAt = command.callbackAt();
        edit.identify(command.provider(), command.providerCallId());
        advance(edit, command, direction, now);
    }

    /** Takes it to the status that it has already; what took place elsewhere is noted as it was. */
    private static void advance(
            CallEdit edit, CallCommand.Create command, CallDirection direction, Instant now) {
        CallStatus usual =
                direction == CallDirection.INBOUND ? CallStatus.RINGING : CallStatus.SCHEDULED;
        CallStatus status = Objects.requireNonNullElse(command.status(), usual);
        if (!status.fits(direction)) {
            throw error(
                    "status",
                    "not_allowed",
                    "An "
                            + EnumNames.of(direction)
                            + " call is never "
                            + EnumNames.of(status)
                            + ".");
        }
        if (status == CallStatus.IN_PROGRESS
                || status == CallStatus.RINGING && direction == CallDirection.OUTBOUND) {
            throw error("status", "not_allowed", "A call is started by a command of its own.");
        }
        if (status == CallStatus.SCHEDULED) {
            return;
        }
        if (status == CallStatus.CANCELLED && command.startedAt() == null) {
            edit.status = status;
            return;
        }
        Instant began = began(command, now);
        refuseFuture("startedAt", began, now);
        edit.ring(began);
        if (status == CallStatus.RINGING) {
            return;
        }
        Instant over = over(command, began);
        refuseFuture("endedAt", over, now);
        if (status == CallStatus.COMPLETED) {
            edit.start(CallStatus.IN_PROGRESS, null, began);
        }
        edit.end(status, command.durationSeconds(), over);
        edit.ringSeconds = command.ringSeconds();
    }

    private static void refuseFuture(String field, Instant time, Instant now) {
        if (time.isAfter(now.plus(AHEAD_MAX))) {
            throw error(field, "out_of_range", field + " must not be yet to come.");
        }
    }

    private static Instant began(CallCommand.Create command, Instant now) {
        if (command.startedAt() != null) {
            return command.startedAt();
        }
        Instant over = Objects.requireNonNullElse(command.endedAt(), now);
        return over.minusSeconds(Objects.requireNonNullElse(command.durationSeconds(), 0));
    }

    private static Instant over(CallCommand.Create command, Instant began) {
        Instant over =
                command.endedAt() == null
                        ? began.plusSeconds(
                                Objects.requireNonNullElse(command.durationSeconds(), 0))
                        : command.endedAt();
        if (over.isBefore(began)) {
            throw error("endedAt", "out_of_range", "endedAt must not be before startedAt.");
        }
        return over;
    }

    /** Whose it is: one that comes in is its lead's agent's, and one that goes out the caller's. */
    private static @Nullable String agentOf(
            @Nullable String brought,
            CallDirection direction,
            Optional<Lead> lead,
            Context context) {
        Caller caller = context.caller();
        if (brought != null) {
            return agent(brought, context);
        }
        if (caller.role() == Role.AGENT) {
            return caller.agent();
        }
        String leadAgent = lead.map(Lead::assignedAgentId).orElse(null);
        return direction == CallDirection.INBOUND || caller.agentId() == null
                ? leadAgent
                : caller.agentId();
    }

    /** The named agent, where the caller may give it calls; {@code me} is the caller. */
    static String agent(String brought, Context context) {
        Caller caller = context.caller();
        String id = caller.meant(brought);
        if (caller.is(id)) {
            return id;
        }
        if (caller.role() == Role.AGENT) {
            throw Problem.forbidden("An agent's call is its own.");
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
            String message = "There is no agent with this id to whom you may give calls.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError("agentId", "unknown_agent", message)));
        }
        return id;
    }

    /** A lead that stands and that the caller may see. */
    static Lead lead(String id, Context context) {
        Lead lead = LeadStore.get(context.tx(), id, context.caller());
        if (lead.deletedAt() != null) {
            throw Problem.notFound(Lead.TYPE);
        }
        return lead;
    }

    /**
     * The lead that has the number, where the caller may see it; of several the one that somebody
     * looks after, else the oldest.
     */
    private static Optional<Lead> leadOf(@Nullable String phone, Context context) {
        String contact = PhoneNumbers.contact(phone).orElse(null);
        if (contact == null) {
            return Optional.empty();
        }
        List<Lead> found = seen(LeadHolders.holders(context.tx(), contact, null), context);
        if (found.isEmpty() && PhoneNumbers.extensionOf(contact) == null) {
            // A switchboard shows its number without the extension: one contact behind it is it.
            List<Lead> line = LeadHolders.onLine(context.tx(), contact);
            return line.size() == 1 ? seen(line, context).stream().findFirst() : Optional.empty();
        }
        return found.stream()
                .filter(lead -> lead.assignedAgentId() != null)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static List<Lead> seen(List<Lead> leads, Context context) {
        return leads.stream()
                .filter(lead -> LeadStore.visibility(context.tx(), lead).isSeenBy(context.caller()))
                .toList();
    }

    private static Problem error(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }
}
