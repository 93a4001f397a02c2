package com.techbro24.crm.analytics;

import java.util.Arrays;
import java.util.List;

/** Sums of one group of facts, such as a day or an agent. */
final class Tally {
    /** The outcomes that are successes, as bits; the bit 0 is no outcome. */
    private static final int SUCCESSES =
            1 << (CallResult.INTERESTED.ordinal() + 1) | 1 << (CallResult.SALE.ordinal() + 1);

    long calls;
    long outbound;
    long missed;
    long contacts;
    long outboundContacts;
    long completed;
    long successes;
    long sales;
    long answered;
    long talkKnown;
    long talkSeconds;
    long wrapUpSeconds;
    long conversions;
    long losses;
    long leadsCreated;
    long leadsConverted;
    long followUpsKept;
    long followUpsLate;
    long followUpsOpen;
    long followUpsAhead;
    long overdueReminders;

    /** Leads called within 15 minutes of their creation. */
    long calledSoon;

    final long[] statusMillis = new long[WorkState.ALL.length];

    /** Without branches, because the words of calls follow no pattern that could be predicted. */
    void addCall(long first, long other) {
        int contact = CallFact.isContact(first) ? 1 : 0;
        int isOutbound = CallFact.isOutbound(first) ? 1 : 0;
        int isAnswered = CallFact.isAnswered(first) ? 1 : 0;
        int state = CallFact.state(first);
        int talk = CallFact.talkSeconds(other);
        calls++;
        contacts += contact;
        outbound += isOutbound;
        outboundContacts += contact & isOutbound;
        missed += state == CallState.MISSED.ordinal() ? 1 : 0;
        completed += state == CallState.COMPLETED.ordinal() ? 1 : 0;
        sales += CallFact.isSale(first) ? 1 : 0;
        successes += SUCCESSES >> CallFact.result(first) & 1;
        wrapUpSeconds += CallFact.wrapUpSeconds(other);
        talkSeconds += Math.max(0, talk);
        answered += isAnswered;
        talkKnown += talk >= 0 ? isAnswered : 0;
    }

    void addFollowUp(ReminderFact.Fate fate, boolean isPast) {
        switch (fate) {
            case KEPT -> followUpsKept++;
            case LATE -> followUpsLate++;
            case OPEN -> {
                followUpsOpen += isPast ? 1 : 0;
                followUpsAhead += isPast ? 0 : 1;
            }
            case CANCELLED -> {} // Nobody waits for it any more.
        }
    }

    void add(Tally other) {
        calls += other.calls;
        outbound += other.outbound;
        missed += other.missed;
        contacts += other.contacts;
        outboundContacts += other.outboundContacts;
        completed += other.completed;
        successes += other.successes;
        sales += other.sales;
        answered += other.answered;
        talkKnown += other.talkKnown;
        talkSeconds += other.talkSeconds;
        wrapUpSeconds += other.wrapUpSeconds;
        conversions += other.conversions;
        losses += other.losses;
        leadsCreated += other.leadsCreated;
        leadsConverted += other.leadsConverted;
        followUpsKept += other.followUpsKept;
        followUpsLate += other.followUpsLate;
        followUpsOpen += other.followUpsOpen;
        followUpsAhead += other.followUpsAhead;
        overdueReminders += other.overdueReminders;
        calledSoon += other.calledSoon;
        for (int index = 0; index < statusMillis.length; index++) {
            statusMillis[index] += other.statusMillis[index];
        }
    }

    static Tally[] several(int size) {
        Tally[] tallies = new Tally[size];
        for (int index = 0; index < size; index++) {
            tallies[index] = new Tally();
        }
        return tallies;
    }

    static Tally sum(List<Tally> tallies) {
        Tally sum = new Tally();
        tallies.forEach(sum::add);
        return sum;
    }

    /** Whether nothing was done: no call, no step of a lead, no time at work. */
    boolean isIdle() {
        return calls + conversions + losses + leadsCreated + followUps() + workMillis() == 0;
    }

    /** Whether nothing is counted at all. */
    boolean isEmpty() {
        return isIdle()
                && followUpsAhead + overdueReminders + Arrays.stream(statusMillis).sum() == 0;
    }

    long followUps() {
        return followUpsKept + followUpsLate + followUpsOpen;
    }

    long workMillis() {
        return busyMillis() + statusMillis[WorkState.AVAILABLE.ordinal()];
    }

    long busyMillis() {
        return statusMillis[WorkState.ON_CALL.ordinal()]
                + statusMillis[WorkState.WRAP_UP.ordinal()];
    }
}
