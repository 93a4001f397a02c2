package com.techbro24.crm.leads;

import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.Json;
import java.time.ZoneId;
import java.util.List;

/**
 * Leads that may be called at the same times by the same agents. The queue is in order by its
 * lanes, so that those that are closed now, or ask for what an agent does not know, are passed over
 * as a whole.
 *
 * @param zone the time zones, as {@link CallingZone#key} writes them
 * @param skills what is asked of an agent who is handed one that is nobody's yet
 */
public record QueueLane(String zone, List<String> skills) {
    /** No time zone has this in its name. */
    private static final char SKILLS_BEGIN = '[';

    /** As one word, which is the zones alone where no skills are asked for. */
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

    public List<ZoneId> zones(ZoneId elsewhere) {
        return CallingZone.zones(zone, elsewhere);
    }
}
