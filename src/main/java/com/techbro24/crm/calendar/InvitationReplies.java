package com.techbro24.crm.calendar;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.reminders.ReminderCommand;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the replies of calendars (RFC 5546, REPLY): who declines a meeting in its calendar cancels
 * it here. A reply counts only if it names a meeting that was sent, and comes for the address to
 * which it was sent.
 */
public final class InvitationReplies {
    private static final Logger LOG = LoggerFactory.getLogger(InvitationReplies.class);

    private final CommandRunner runner;

    public InvitationReplies(CommandRunner runner) {
        this.runner = runner;
    }

    /** In a write transaction; what is no reply to one of our invitations changes nothing. */
    public void accept(Tx tx, String document) {
        Optional<InvitationReply> reply = InvitationReply.parse(document);
        Optional<Invitation> invitation =
                reply.flatMap(
                        found ->
                                InvitationStore.find(tx, Invitation.reminderId(found.uid()))
                                        .filter(
                                                sent ->
                                                        sent.address()
                                                                .equalsIgnoreCase(
                                                                        found.address())));
        if (invitation.isEmpty() || !reply.orElseThrow().isDeclined()) {
            return;
        }
        String id = invitation.get().reminderId();
        // The calendar has taken it out already, so no mail follows.
        InvitationStore.delete(tx, id);
        try {
            var _ =
                    runner.attempt(
                            tx,
                            Submission.of(
                                    CommandCatalog.bind(
                                            ReminderCommand.UPDATE,
                                            Json.object().put("id", id).put("status", "cancelled")),
                                    Caller.SYSTEM));
        } catch (Problem isOver) {
            LOG.debug("a declined meeting could not be cancelled: {}", isOver.detail());
        }
    }
}
