package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import java.time.Instant;

/** The one way on which facts are counted, whatever they are grouped by. */
final class Counting {
    /** Far from every time, also as milliseconds. */
    static final long FOREVER = 1L << 40;

    private static final long SOON_SECONDS = 15 * 60;

    /** The stages in which a lead is won or lost, as bits. */
    private static final int DECIDED = decided();

    private final Facts facts;
    private final Instant now;

    Counting(Facts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    private static int decided() {
        int bits = 0;
        for (Stage stage : Stage.ALL) {
            bits |= stage.isOpen() ? 0 : 1 << stage.ordinal();
        }
        return bits;
    }

    /** To which group a fact belongs. */
    interface Group {
        /**
         * @param agent the agent's number; 0 for nobody
         */
        int of(int agent, long second);

        /** The same for what belongs to the agent of today. */
        default int ofNow(int agent, long second) {
            return of(agent, second);
        }

        /** The first second after this one that may be in another group. */
        default long until(long second) {
            return FOREVER;
        }
    }

    /** Receives calls. */
    interface CallVisitor {
        void call(long first, long other, long second);
    }

    /** Visits the started calls of a period. */
    void calls(Period period, Scope scope, CallFilter filter, CallVisitor visitor) {
        LeadFacts leads = facts.leads();
        boolean isFiltered = !filter.equals(CallFilter.ALL);
        facts.calls()
                .visit(
                        period.from(),
                        period.to(),
                        (start, day) -> {
                            boolean isWhole =
                                    period.has(start)
                                            && period.has(start + PackedDays.DAY_SECONDS - 1);
                            for (int index = 0; index < day.size(); index++) {
                                long first = day.first(index);
                                long other = day.second(index);
                                long second = CallFact.second(first);
                                if (CallFact.isStarted(first)
                                        && (isWhole || period.has(second))
                                        && scope.has(CallFact.agent(first), second)
                                        && (!isFiltered || filter.fits(first, other, leads))) {
                                    visitor.call(first, other, second);
                                }
                            }
                        });
    }

    /** All figures of a period in groups. */
    Tally[] groups(Period period, Scope scope, Group group, int size) {
        Tally[] tallies = Tally.several(size);
        calls(
                period,
                scope,
                CallFilter.ALL,
                (first, other, second) ->
                        tallies[group.of(CallFact.agent(first), second)].addCall(first, other));
        stays(period, scope, group, tallies);
        leads(period, scope, group, tallies);
        times(period, scope, group, tallies);
        followUps(period, scope, group, tallies);
        return tallies;
    }

    private void stays(Period period, Scope scope, Group group, Tally[] tallies) {
        LeadFacts leads = facts.leads();
        StayFacts stays = leads.stays();
        for (int stay = 1; stay <= stays.size(); stay++) {
            if ((DECIDED >> stays.stage(stay) & 1) == 0 || !stays.isOpen(stay)) {
                continue;
            }
            Stage stage = Stage.ALL[stays.stage(stay)];
            long entered = stays.entered(stay);
            int agent = stays.agent(stay);
            if (period.has(entered)
                    && !leads.isDeleted(stays.lead(stay))
                    && scope.has(agent, entered)) {
                Tally tally = tallies[group.of(agent, entered)];
                tally.conversions += stage == Stage.CONVERTED ? 1 : 0;
                tally.losses += stage.isLoss() ? 1 : 0;
            }
        }
    }

    private void leads(Period period, Scope scope, Group group, Tally[] tallies) {
        LeadFacts leads = facts.leads();
        StayFacts stays = leads.stays();
        for (int lead = 1; lead <= leads.size(); lead++) {
            long created = leads.created(lead);
            if (period.has(created) && !leads.isDeleted(lead) && scope.hasNow(leads.agent(lead))) {
                Tally tally = tallies[group.ofNow(leads.agent(lead), created)];
                tally.leadsCreated++;
                tally.calledSoon += leads.firstAttempt(lead) - created <= SOON_SECONDS ? 1 : 0;
                tally.leadsConverted +=
                        stays.stage(leads.lastStay(lead)) == Stage.CONVERTED.ordinal() ? 1 : 0;
            }
        }
    }

    private void times(Period period, Scope scope, Group group, Tally[] tallies) {
        long to = Math.min(period.to() * 1_000, now.toEpochMilli());
        for (AgentFacts.Agent agent : facts.agents().all()) {
            int number = agent.number();
            long at = period.from();
            while (at * 1_000 < to && scope.mayHave(number)) {
                // As long as neither the team nor the group changes.
                long next = Math.min(agent.steadyUntil(at), group.until(at));
                if (scope.has(number, at)) {
                    agent.addTimes(
                            at * 1_000,
                            Math.min(next * 1_000, to),
                            tallies[group.of(number, at)].statusMillis);
                }
                at = next;
            }
        }
    }

    /** The reminders about a lead that are due in the period. */
    void followUps(Period period, Scope scope, Group group, Tally[] tallies) {
        facts.reminders()
                .visit(
                        period.from(),
                        period.to(),
                        (_, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long at = day.first(index);
                                long other = day.second(index);
                                long second = Math.floorDiv(at, 1_000L);
                                int agent = ReminderFact.agent(other);
                                if (period.has(second)
                                        && ReminderFact.isAboutLead(other)
                                        && isPublic(agent)
                                        && scope.has(agent, second)) {
                                    tallies[group.of(agent, second)].addFollowUp(
                                            ReminderFact.fate(other), at < now.toEpochMilli());
                                }
                            }
                        });
    }

    /** The pending reminders whose due time has passed, for their agents of today. */
    void overdue(Scope scope, OverdueVisitor visitor) {
        facts.reminders()
                .visit(
                        -FOREVER,
                        Math.floorDiv(now.toEpochMilli(), 1_000L) + 1,
                        (_, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                long other = day.second(index);
                                int agent = ReminderFact.agent(other);
                                if (ReminderFact.fate(other) == ReminderFact.Fate.OPEN
                                        && day.first(index) < now.toEpochMilli()
                                        && isPublic(agent)
                                        && scope.hasNow(agent)) {
                                    visitor.overdue(agent);
                                }
                            }
                        });
    }

    /** Receives the agent of each overdue reminder. */
    interface OverdueVisitor {
        void overdue(int agent);
    }

    /** An admin's reminders are private. */
    private boolean isPublic(int agent) {
        return facts.agents().agent(agent).role() != Role.ADMIN;
    }
}
