package com.techbro24.crm.calendar;

import com.techbro24.crm.database.Tx;
import java.util.Optional;

/** The SQL of {@code calendar_invitations}. */
final class InvitationStore {
    private InvitationStore() {}

    static Optional<Invitation> find(Tx tx, String reminderId) {
        return tx.first(
                "SELECT reminder_id, agent_id, address, title, starts_at, sequence"
                        + " FROM calendar_invitations WHERE reminder_id = ?",
                row ->
                        new Invitation(
                                row.text(),
                                row.text(),
                                row.text(),
                                row.text(),
                                row.time(),
                                row.integer()),
                reminderId);
    }

    static void save(Tx tx, Invitation invitation) {
        delete(tx, invitation.reminderId());
        tx.update(
                "INSERT INTO calendar_invitations (reminder_id, agent_id, address, title, starts_at,"
                        + " sequence) VALUES (?, ?, ?, ?, ?, ?)",
                invitation.reminderId(),
                invitation.agentId(),
                invitation.address(),
                invitation.title(),
                invitation.startsAt(),
                invitation.sequence());
    }

    static void delete(Tx tx, String reminderId) {
        tx.update("DELETE FROM calendar_invitations WHERE reminder_id = ?", reminderId);
    }
}
