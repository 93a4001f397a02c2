package com.techbro24.crm.analytics;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The figures counted plainly: rows are read with SQL, and added up one by one. */
final class NaiveFigures {
    private final ZoneId zone;
    private final Instant now;
    private final NaiveRows rows;

    NaiveFigures(Tx tx, ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
        rows = new NaiveRows(tx);
    }

    /** Whose rows are counted; null for any. */
    record Who(@Nullable String agent, @Nullable String team) {}

    private boolean has(Who who, @Nullable String agent, Instant at) {
        return (who.agent == null || who.agent.equals(agent))
                && (who.team == null
                        || agent != null && who.team.equals(teamAt(agent, at.getEpochSecond())));
    }

    private boolean hasNow(Who who, @Nullable String agent) {
        return has(who, agent, Instant.MAX.minusSeconds(1));
    }

    private @Nullable String teamAt(String agent, long second) {
        List<NaiveRows.TeamSince> all = rows.teams.getOrDefault(agent, List.of());
        String team = all.isEmpty() ? null : all.getFirst().team();
        for (NaiveRows.TeamSince each : all) {
            team = each.second() <= second ? each.team() : team;
        }
        return team;
    }

    private boolean isIn(Instant at, LocalDate from, LocalDate to) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return !day.isBefore(from) && day.isBefore(to);
    }

    /** The figures by name. */
    Map<String, Long> figures(LocalDate from, LocalDate to, Who who) {
        Map<String, Long> sums = new TreeMap<>();
        for (NaiveRows.CallRow call : rows.calls) {
            if (isIn(call.at(), from, to) && has(who, call.agent(), call.at())) {
                add(sums, "calls", true);
                add(sums, "inboundCalls", call.direction().equals("inbound"));
                add(sums, "missedCalls", call.status().equals("missed"));
                add(sums, "completedCalls", call.status().equals("completed"));
                add(sums, "contacts", call.contact());
                add(sums, "sales", call.sale());
                add(
                        sums,
                        "successes",
                        "sale".equals(call.outcome()) || "interested".equals(call.outcome()));
                sums.merge(
                        "talkSeconds",
                        (long) Objects.requireNonNullElse(call.talk(), 0),
                        Long::sum);
            }
        }
        for (NaiveRows.SpanRow span : rows.spans) {
            if (span.left() == null
                    && isIn(span.entered(), from, to)
                    && has(who, span.agent(), span.entered())) {
                add(sums, "conversions", span.status().equals("converted"));
                add(sums, "losses", List.of("lost", "unqualified").contains(span.status()));
            }
        }
        for (NaiveRows.LeadRow lead : rows.leads) {
            if (isIn(lead.created(), from, to) && hasNow(who, lead.agent())) {
                add(sums, "leadsCreated", true);
                add(sums, "leadsConverted", lead.status().equals("converted"));
            }
        }
        followUps(sums, from, to, who);
        return sums;
    }

    private void followUps(Map<String, Long> sums, LocalDate from, LocalDate to, Who who) {
        for (NaiveRows.ReminderRow reminder : rows.reminders) {
            boolean isPublic = !"admin".equals(rows.roles.get(reminder.agent()));
            boolean pending = reminder.status().equals("pending");
            boolean done = reminder.status().equals("completed");
            if (isPublic
                    && reminder.lead()
                    && isIn(reminder.at(), from, to)
                    && has(who, reminder.agent(), reminder.at())) {
                add(sums, "followUpsKept", done && !reminder.overdue());
                add(sums, "followUpsLate", done && reminder.overdue());
                add(sums, "followUpsOpen", pending && reminder.at().isBefore(now));
                add(sums, "followUpsAhead", pending && !reminder.at().isBefore(now));
            }
            if (isPublic
                    && pending
                    && reminder.at().isBefore(now)
                    && hasNow(who, reminder.agent())) {
                add(sums, "overdueReminders", true);
            }
        }
    }

    /** The milliseconds in each status. */
    Map<String, Long> times(LocalDate from, LocalDate to, Who who) {
        Map<String, Long> times = new TreeMap<>();
        long start = from.atStartOfDay(zone).toInstant().toEpochMilli();
        long end = Math.min(to.atStartOfDay(zone).toInstant().toEpochMilli(), now.toEpochMilli());
        for (int index = 0; index < rows.statuses.size(); index++) {
            NaiveRows.StatusRow each = rows.statuses.get(index);
            boolean last =
                    index + 1 == rows.statuses.size()
                            || !rows.statuses.get(index + 1).agent().equals(each.agent());
            long until = last ? end : rows.statuses.get(index + 1).since().toEpochMilli();
            long at = Math.max(start, each.since().toEpochMilli());
            long stop = Math.min(end, until);
            TreeSet<Long> cuts = new TreeSet<>(List.of(at, stop));
            for (NaiveRows.TeamSince team : rows.teams.getOrDefault(each.agent(), List.of())) {
                if (team.second() * 1_000 > at && team.second() * 1_000 < stop) {
                    cuts.add(team.second() * 1_000);
                }
            }
            for (long cut : cuts.headSet(stop)) {
                if (has(who, each.agent(), Instant.ofEpochMilli(cut))) {
                    times.merge(each.status(), cuts.higher(cut) - cut, Long::sum);
                }
            }
        }
        return times;
    }

    /** The entries into each stage in a period: entered, advanced, lost, back, there. */
    Map<String, List<Long>> funnel(LocalDate from, LocalDate to, Who who, boolean cohort) {
        List<String> line =
                List.of("new", "attempted", "contacted", "qualified", "negotiation", "converted");
        Map<String, List<Long>> stages = new TreeMap<>();
        for (NaiveRows.SpanRow span : rows.spans) {
            boolean isMeant =
                    cohort
                            ? isIn(span.created(), from, to) && hasNow(who, span.agentNow())
                            : isIn(span.entered(), from, to)
                                    && has(who, span.agent(), span.entered());
            if (isMeant) {
                long[] sums = new long[5];
                sums[0] = 1;
                String next = span.next();
                if (span.left() == null || next == null) {
                    sums[4] = 1;
                } else if (next.equals("lost") || next.equals("unqualified")) {
                    sums[2] = 1;
                } else if (line.contains(next)
                        && (!line.contains(span.status())
                                || line.indexOf(next) > line.indexOf(span.status()))) {
                    sums[1] = 1;
                } else {
                    sums[3] = 1;
                }
                stages.merge(
                        span.status(),
                        List.of(sums[0], sums[1], sums[2], sums[3], sums[4]),
                        NaiveFigures::plus);
            }
        }
        return stages;
    }

    private static List<Long> plus(List<Long> one, List<Long> other) {
        List<Long> sum = new ArrayList<>();
        for (int index = 0; index < one.size(); index++) {
            sum.add(one.get(index) + other.get(index));
        }
        return sum;
    }

    long calls(LocalDate from, LocalDate to, Predicate<NaiveRows.CallRow> which) {
        return rows.calls.stream().filter(call -> isIn(call.at(), from, to)).filter(which).count();
    }

    /** The waits of the leads created in a period; -1 for one that was not called. */
    List<Long> waits(LocalDate from, LocalDate to, Who who) {
        return rows.leads.stream()
                .filter(lead -> isIn(lead.created(), from, to) && hasNow(who, lead.agent()))
                .map(
                        lead ->
                                lead.firstCall() == null
                                        ? -1L
                                        : Math.max(
                                                0,
                                                lead.firstCall().getEpochSecond()
                                                        - lead.created().getEpochSecond()))
                .sorted()
                .toList();
    }

    private static void add(Map<String, Long> sums, String name, boolean counts) {
        sums.merge(name, counts ? 1L : 0L, Long::sum);
    }
}
