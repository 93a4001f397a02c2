package com.techbro24.crm.analytics;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is counted, in memory: as the tables had it at one seq of the log ({@link
 * FactsLoading}), and changed by each change since ({@link FactsChanges}).
 */
final class Facts {
    private final AgentFacts agents = new AgentFacts();
    private final LeadFacts leads = new LeadFacts();
    private final PackedDays calls = new PackedDays();
    private final PackedDays reminders = new PackedDays();
    private final Words sources = new Words();
    private final Words currencies = new Words();

    /** Leads whose first attempt may be gone; only the calls' table can tell the next one. */
    private final Set<Integer> doubtfulAttempts = new HashSet<>();

    private final String epoch;
    private long seq;

    /**
     * @param epoch the epoch of the log
     * @param seq the last change that the rows to be added contain
     */
    Facts(String epoch, long seq) {
        this.epoch = epoch;
        this.seq = seq;
    }

    void enter(int lead, String status, @Nullable String agentId, Instant at) {
        leads.enter(lead, EnumNames.get(Stage.class, status), agents.number(agentId), second(at));
    }

    void add(CallFact.Row call) {
        calls.add(call.second(), call.first(), call.other());
        if (call.isAttempt()) {
            leads.attempt(call.lead(), call.second());
        }
    }

    void remove(CallFact.Row call) {
        calls.remove(call.second(), call.first(), call.other());
        if (call.isAttempt() && leads.firstAttempt(call.lead()) == call.second()) {
            doubtfulAttempts.add(call.lead());
        }
    }

    void add(ReminderFact.Row reminder) {
        reminders.add(reminder.second(), reminder.first(), reminder.other());
    }

    void remove(ReminderFact.Row reminder) {
        reminders.remove(reminder.second(), reminder.first(), reminder.other());
    }

    /** Asks for the first attempts that changes left in doubt. */
    void settle(Tx tx, AnalyticsRows rows) {
        for (int lead : doubtfulAttempts) {
            long first =
                    rows.firstAttempt(tx, leads.id(lead))
                            .map(Facts::second)
                            .orElse(LeadFacts.NEVER);
            leads.setFirstAttempt(lead, first);
        }
        doubtfulAttempts.clear();
    }

    boolean isInDoubt() {
        return !doubtfulAttempts.isEmpty();
    }

    static long second(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), 1_000L);
    }

    String epoch() {
        return epoch;
    }

    /** The last change that is counted. */
    long seq() {
        return seq;
    }

    void reach(long newSeq) {
        seq = newSeq;
    }

    AgentFacts agents() {
        return agents;
    }

    LeadFacts leads() {
        return leads;
    }

    PackedDays calls() {
        return calls;
    }

    PackedDays reminders() {
        return reminders;
    }

    Words sources() {
        return sources;
    }

    Words currencies() {
        return currencies;
    }

    /** The memory that the facts take. */
    long bytes() {
        return agents.bytes() + leads.bytes() + calls.bytes() + reminders.bytes();
    }
}
