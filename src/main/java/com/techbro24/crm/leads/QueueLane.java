package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import java.time.ZoneId;
import java.util.List;

/**
 * A group of queued leads with the same time zones and required skills. The queue is ordered by
 * lane, so that lanes outside calling hours, or with skills the agent lacks, are skipped as a
 * whole.
 *
 * @param zone the time zones in the form of {@link CallingZone#key}
 * @param skills the skills an agent needs to get an unassigned lead
 */
public record QueueLane(String zone, List<String> skills) {
    /** Does not occur in time zone names. */
    private static final char SKILLS_BEGIN = '[';

    /** The lane as one sortable string; only the zones if no skills are required. */
    String key() {
        return skills.isEmpty()
                ? zone
                : zone + Json.text(skills.stream().map(Fold::of).distinct().sorted().toList());
    }

    public static QueueLane of(String key) {
        int begin = key.indexOf(SKILLS_BEGIN);
        return begin < 0
                ? new QueueLane(key, List.of())
                : new QueueLane(
                        key.substring(0, begin),
                        List.of(Json.read(key.substring(begin), String[].class)));
    }

    public List<ZoneId> zones(ZoneId fallback) {
        return CallingZone.zones(zone, fallback);
    }
}
