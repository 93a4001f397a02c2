package com.techbro24.crm.leads;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.PhoneNumbers;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.consent.ConsentAction;
import com.techbro24.crm.leads.consent.ConsentChange;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentCommand;
import com.techbro24.crm.leads.consent.ConsentEntry;
import com.techbro24.crm.leads.consent.ConsentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Handles the commands of the ledger of consent. */
public final class ConsentHandler implements Handler<ConsentCommand> {
    @Override
    public Outcome handle(ConsentCommand command, Context context) {
        return switch (command) {
            case ConsentCommand.RecordConsent one -> record(one, context);
            case ConsentCommand.RecordContactConsent all -> recordOfContact(all, context);
        };
    }

    private static Outcome record(ConsentCommand.RecordConsent command, Context context) {
        ConsentEntry.Said said =
                checked(
                        command.channel(),
                        command.action(),
                        command.basis(),
                        command.source(),
                        command.at(),
                        command.evidence(),
                        context.now());
        Lead lead = LeadSaving.load(command.id(), context);
        List<Draft> changes = new ArrayList<>();
        ConsentEntry entry = add(lead, said, changes, context);
        return new Outcome(entry, changes, true);
    }

    private static Outcome recordOfContact(
            ConsentCommand.RecordContactConsent command, Context context) {
        if ((command.phone() == null) == (command.email() == null)) {
            String message = "Provide exactly one of phone and email.";
            throw Problem.invalid(List.of(new InputError("phone", "one_of", message)));
        }
        ConsentEntry.Said said =
                checked(
                        command.channel(),
                        command.action(),
                        command.basis(),
                        command.source(),
                        command.at(),
                        command.evidence(),
                        context.now());
        String contact = PhoneNumbers.contact(command.phone()).orElse(null);
        List<Draft> changes = new ArrayList<>();
        List<String> leadIds = new ArrayList<>();
        if (contact != null || command.email() != null) {
            for (Lead lead : LeadsByContact.all(context.tx(), contact, command.email())) {
                var _ = add(lead, said, changes, context);
                leadIds.add(lead.id());
            }
        }
        return Outcome.changed(new ConsentCommand.Recorded(leadIds), changes);
    }

    private static ConsentEntry add(
            Lead before, ConsentEntry.Said said, List<Draft> changes, Context context) {
        ConsentEntry entry =
                ConsentStore.add(context.tx(), ConsentEntry.of(before.id(), said, context));
        Lead after = LeadConsent.after(before, entry, context.now());
        if (after != before) {
            Lead scored = LeadSaving.scored(context.tx(), after);
            changes.add(LeadSaving.updateRecorded(context.tx(), before, scored));
        }
        changes.add(
                Draft.created(
                        ConsentChange.RECORDED,
                        ConsentEntry.TYPE,
                        entry,
                        LeadStore.visibility(context.tx(), before)));
        return entry;
    }

    private static ConsentEntry.Said checked(
            ConsentChannel channel,
            ConsentAction action,
            @Nullable String basis,
            @Nullable String source,
            @Nullable Instant at,
            @Nullable String evidence,
            Instant now) {
        List<InputError> errors = new ArrayList<>();
        String why = LeadValues.text(basis);
        if (action.isAboutCalls() && channel != ConsentChannel.CALL) {
            errors.add(
                    new InputError(
                            "channel", "not_allowed", "channel must be call for do-not-call."));
        }
        if (action == ConsentAction.GRANTED && why == null) {
            errors.add(new InputError("basis", "required", "basis is required to grant consent."));
        }
        if (action != ConsentAction.GRANTED && why != null) {
            String message = "basis is allowed only to grant consent.";
            errors.add(new InputError("basis", "not_allowed", message));
        }
        if (at != null && LeadValues.isAhead(at, now)) {
            errors.add(new InputError("at", "out_of_range", "at must not be in the future."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new ConsentEntry.Said(
                channel, action, why, LeadValues.text(source), at, LeadValues.text(evidence));
    }
}
