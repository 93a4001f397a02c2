package com.techbro24.crm.automation;

import com.techbro24.crm.base.Growing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rules can do, with the commands that do it and the parameters that they take. */
@Growing
public enum ActionType {
    CREATE_REMINDER(
            List.of("reminder.create"),
            Param.text("title", true),
            Param.text("description", false),
            Param.text("agentId", false),
            Param.text("leadId", false),
            Param.duration("in"),
            Param.instant("at"),
            Param.word("priority", "reminder.create"),
            Param.word("kind", "reminder.create")),
    /** A reminder to contact a lead, and the lead's {@code nextFollowUpAt}. */
    CREATE_FOLLOW_UP(
            List.of("reminder.create", "lead.update"),
            Param.text("title", true),
            Param.text("description", false),
            Param.text("agentId", false),
            Param.text("leadId", true),
            Param.duration("in"),
            Param.instant("at"),
            Param.word("priority", "reminder.create"),
            Param.word("kind", "reminder.create"),
            Param.flag("avoidDouble")),
    UPDATE_LEAD_STATUS(
            List.of("lead.set_status"),
            Param.text("leadId", true),
            Param.requiredWord("status", "lead.set_status"),
            Param.text("reason", false)),
    /** To an agent; to the pool, where {@code agentId} is null; or by a strategy. */
    ASSIGN_LEAD(
            List.of("lead.assign"),
            Param.text("leadId", true),
            Param.text("agentId", false),
            Param.word("strategy", "lead.assign"),
            Param.flag("availableOnly")),
    ADD_TAG(List.of("lead.update"), Param.text("leadId", true), Param.text("tag", true)),
    /** Sets a field of the rule's row; the command follows from the type of the row. */
    SET_FIELD(List.of(), Param.text("field", true), Param.any("value")),
    /** To an agent, to the {@code managers} of the row's agent, or to the rule's {@code owner}. */
    SEND_NOTIFICATION(
            List.of("notification.create"),
            Param.text("to", true),
            Param.text("title", true),
            Param.text("message", false),
            Param.word("type", "notification.create"),
            Param.word("priority", "notification.create")),
    SEND_WEBHOOK(List.of(), Param.text("endpoint", true), Param.any("payload")),
    SEND_EMAIL(
            List.of(),
            Param.text("to", true),
            Param.text("subject", true),
            Param.text("message", true)),
    SEND_SMS(List.of(), Param.text("to", true), Param.text("message", true));

    /** The kinds of values of parameters. */
    enum Kind {
        TEXT,
        INSTANT,
        DURATION,
        WORD,
        FLAG,
        ANY
    }

    /**
     * A parameter.
     *
     * @param command the command whose input of the same name has the allowed words; null for none
     */
    record Param(String name, Kind kind, boolean required, @Nullable String command) {
        static Param text(String name, boolean required) {
            return new Param(name, Kind.TEXT, required, null);
        }

        static Param duration(String name) {
            return new Param(name, Kind.DURATION, false, null);
        }

        static Param instant(String name) {
            return new Param(name, Kind.INSTANT, false, null);
        }

        static Param flag(String name) {
            return new Param(name, Kind.FLAG, false, null);
        }

        static Param any(String name) {
            return new Param(name, Kind.ANY, false, null);
        }

        static Param word(String name, String command) {
            return new Param(name, Kind.WORD, false, command);
        }

        static Param requiredWord(String name, String command) {
            return new Param(name, Kind.WORD, true, command);
        }
    }

    private final List<String> commands;
    private final List<Param> params;

    ActionType(List<String> commands, Param... params) {
        this.commands = commands;
        this.params = List.of(params);
    }

    List<String> commands() {
        return commands;
    }

    List<Param> params() {
        return params;
    }

    /** Whether it leaves the program. */
    boolean isOutgoing() {
        return this == SEND_WEBHOOK || this == SEND_EMAIL || this == SEND_SMS;
    }
}
