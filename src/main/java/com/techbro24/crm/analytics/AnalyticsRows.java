package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows that are counted; the rooms that own them offer the methods. */
public interface AnalyticsRows {
    /** Receives agents first, then their teams and statuses, each agent's oldest first. */
    interface Agents {
        void agent(String id, String name, Role role, @Nullable String timezone, boolean active);

        void team(String agentId, @Nullable String team, Instant since);

        void status(String agentId, String status, Instant since);
    }

    /** Receives leads, deleted ones too, and after a lead its spans in their order. */
    interface Leads {
        /**
         * @param value in ten-thousandths; null for none
         */
        void lead(
                String id,
                Instant createdAt,
                boolean deleted,
                @Nullable String agentId,
                @Nullable String source,
                @Nullable Long value,
                @Nullable String currency,
                boolean hasNextStep);

        void span(String leadId, String status, @Nullable String agentId, Instant entered);
    }

    /** Receives calls without deleted ones. */
    interface Calls {
        void call(
                @Nullable String agentId,
                @Nullable String leadId,
                String direction,
                String status,
                @Nullable String outcome,
                Instant at,
                boolean started,
                boolean answered,
                boolean contact,
                boolean sale,
                @Nullable Integer talkSeconds,
                @Nullable Integer wrapUpSeconds);
    }

    /** Receives reminders without deleted ones. */
    interface Reminders {
        void reminder(
                String agentId,
                boolean aboutLead,
                String status,
                Instant remindAt,
                boolean wasOverdue);
    }

    void agents(Tx tx, Agents into);

    void leads(Tx tx, Leads into);

    void calls(Tx tx, Calls into);

    void reminders(Tx tx, Reminders into);

    /** Sums of all rows in groups, counted by plain SQL, to check the facts by. */
    void sums(Tx tx, Sums into);

    /** When the first outgoing call to the lead started; empty without one. */
    Optional<Instant> firstAttempt(Tx tx, String leadId);
}
