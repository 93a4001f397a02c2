package com.techbro24.crm.queue;

import com.techbro24.crm.calls.CallingHours;
import com.techbro24.crm.leads.QueueLane;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the leads that an agent cannot get now, and when the first of them may be available. */
final class QueueTally {
    private final CallingHours hours;
    private final ZoneId fallback;
    private final Instant now;
    private int overCapacity;
    private int otherSkills;
    private int notDueYet;
    private int outsideCallingHours;
    private @Nullable Instant retryAt;

    QueueTally(CallingHours hours, ZoneId fallback, Instant now) {
        this.hours = hours;
        this.fallback = fallback;
        this.now = now;
    }

    void addOverCapacity(QueueCountStore.Lane lane) {
        overCapacity += lane.due() + lane.later();
    }

    void addOtherSkills(QueueCountStore.Lane lane) {
        otherSkills += lane.due() + lane.later();
    }

    /** Leads that the agent could get at another time. */
    void add(QueueCountStore.Lane lane) {
        List<ZoneId> zones = QueueLane.of(lane.key()).zones(fallback);
        notDueYet += lane.later();
        if (lane.due() > 0 && !hours.isOpen(zones, now)) {
            outsideCallingHours += lane.due();
            hours.opensAt(zones, now).ifPresent(this::changesAt);
        }
        Instant nextDue = lane.nextDue();
        if (nextDue != null) {
            Optional<Instant> callable =
                    hours.isOpen(zones, nextDue)
                            ? Optional.of(nextDue)
                            : hours.opensAt(zones, nextDue);
            callable.ifPresent(this::changesAt);
        }
    }

    void changesAt(Instant time) {
        if (retryAt == null || time.isBefore(retryAt)) {
            retryAt = time;
        }
    }

    NextLead result(int inCalls, int heldByOthers) {
        return NextLead.none(
                new NextLead.Waiting(
                        overCapacity,
                        otherSkills,
                        notDueYet,
                        outsideCallingHours,
                        inCalls,
                        heldByOthers),
                Optional.ofNullable(retryAt));
    }
}
