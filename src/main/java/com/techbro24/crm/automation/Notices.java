package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people about their rules, with notifications of the program. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final String CREATE = "notification.create";
    private static final int ADMINS_MAX = 20;

    private final CommandCatalog catalog;
    private final CommandRunner runner;

    Notices(CommandCatalog catalog, CommandRunner runner) {
        this.catalog = catalog;
        this.runner = runner;
    }

    /**
     * Once while it is unread.
     *
     * @param matter what it is about, for recognising a repetition
     */
    void toOwner(
            Tx tx,
            AutomationRule rule,
            String matter,
            String title,
            String message,
            @Nullable Long seq) {
        if (AccountStore.isActive(tx, rule.ownerId())) {
            send(tx, rule.ownerId(), rule, matter, title, message, seq);
        }
    }

    void toAdmins(Tx tx, AutomationRule rule, String title, String message, long seq) {
        for (Account admin : AccountStore.activeAfter(tx, "", Role.ADMIN, null, ADMINS_MAX)) {
            send(tx, admin.agentId(), rule, "owner_left", title, message, seq);
        }
    }

    private void send(
            Tx tx,
            String agentId,
            AutomationRule rule,
            String matter,
            String title,
            String message,
            @Nullable Long seq) {
        ObjectNode input = Json.object().put("agentId", agentId);
        input.put("type", "system").put("priority", "high");
        input.put("title", Texts.title(TextNode.valueOf(title), rule.name()));
        input.put("message", message);
        input.putObject("entity").put("type", AutomationRule.TYPE).put("id", rule.id());
        input.put("dedupKey", rule.via() + ":" + matter);
        CommandType<?> type = catalog.find(CREATE).orElseThrow();
        Submission submission =
                Submission.of(CommandCatalog.bind(type, input), Caller.SYSTEM).via(rule.via());
        try {
            var _ = runner.attempt(tx, seq == null ? submission : submission.because(seq));
        } catch (Problem problem) {
            // A notice that cannot be sent must not stop the log.
            LOG.warn("rule {}: {} is not notified: {}", rule.id(), agentId, problem.detail());
        }
    }
}
