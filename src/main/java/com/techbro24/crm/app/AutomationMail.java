package com.techbro24.crm.app;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.automation.Neighbours;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Outbox;
import com.techbro24.crm.outbound.mail.DirectMail;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The action {@code send_email} of rules: to an agent, or to an address such as a lead's. */
final class AutomationMail {
    private static final String ADDRESS = "[^\\s@<>,;\"]+@[^\\s@<>,;\"]+";

    private final Clock clock;

    AutomationMail(Clock clock) {
        this.clock = clock;
    }

    /** Queues the mail; answers go to the owner of the rule. */
    void send(Tx tx, Neighbours.Outgoing message) {
        String owner = message.sender().agentId();
        String to = text(message, "to");
        String address =
                "owner".equals(to) ? email(tx, owner) : Id.isValid(to) ? email(tx, to) : to;
        if (address == null || !address.matches(ADDRESS)) {
            throw Problem.unprocessable("to is neither an agent nor an email address.");
        }
        var _ =
                Outbox.add(
                        tx,
                        DirectMail.message(
                                        address,
                                        text(message, "subject"),
                                        text(message, "message"),
                                        email(tx, owner))
                                .ofAgent(owner),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static @Nullable String email(Tx tx, @Nullable String agentId) {
        return Optional.ofNullable(agentId)
                .flatMap(id -> AccountStore.find(tx, id))
                .filter(Account::active)
                .map(Account::email)
                .orElse(null);
    }

    private static String text(Neighbours.Outgoing message, String name) {
        String text = message.params().path(name).asText("").strip();
        if (text.isEmpty()) {
            throw Problem.unprocessable(name + " has no value.");
        }
        return text;
    }
}
