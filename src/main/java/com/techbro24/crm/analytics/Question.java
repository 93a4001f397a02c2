package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request asks: about whom, and when. */
record Question(
        Caller caller,
        @Nullable String agentId,
        @Nullable String team,
        @Nullable String from,
        @Nullable String to,
        Optional<ZoneId> zone) {
    private static final int DAYS_DEFAULT = 30;

    /** Ten years. */
    private static final int DAYS_MAX = 3_660;

    private static final String TIME = "must be a date or a time, such as 2026-01-31";

    private static final Parameter FROM =
            Parameter.text(
                            "from",
                            "The first day, or a time, by default 30 days before `to`. Times count"
                                    + " in whole seconds.")
                    .where(Question::isTime, "wrong_type", TIME);
    private static final Parameter TO =
            Parameter.text(
                            "to",
                            "The day after the last one, or a time, exclusive; by default the end"
                                    + " of today.")
                    .where(Question::isTime, "wrong_type", TIME);
    static final Parameter ZONE =
            Parameter.zone(
                    "timezone", "The time zone whose days are meant; by default the caller's own.");
    private static final Parameter AGENT =
            Parameter.id("agentId", "Only this agent; `me` is the caller.");
    static final Parameter TEAM =
            Parameter.text("team", "Only this team, with the agents who were in it at that time.");

    static final List<Parameter> WHEN = List.of(FROM, TO, ZONE);
    static final List<Parameter> WHO = List.of(AGENT, TEAM);

    static Question of(Request request, @Nullable String agentId) {
        return new Question(
                request.caller(),
                agentId,
                request.text("team").orElse(null),
                request.text("from").orElse(null),
                request.text("to").orElse(null),
                request.zone("timezone"));
    }

    private static boolean isTime(String text) {
        return date(text).isPresent() || Times.parse(text).isPresent();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            return date.getYear() >= 1 && date.getYear() <= 9999
                    ? Optional.of(date)
                    : Optional.empty();
        } catch (DateTimeParseException failure) {
            return Optional.empty();
        }
    }

    /** The asked zone, else the caller's own, else {@code fallback}. */
    ZoneId zone(Facts facts, ZoneId fallback) {
        String own =
                caller.agentId() == null
                        ? null
                        : facts.agents()
                                .find(caller.agentId())
                                .map(AgentFacts.Agent::timezone)
                                .orElse(null);
        return zone.orElse(own == null ? fallback : ZoneId.of(own));
    }

    Period period(Facts facts, ZoneId fallback, Instant now) {
        ZoneId days = zone(facts, fallback);
        LocalDate tomorrow = now.atZone(days).toLocalDate().plusDays(1);
        long end = to == null ? Period.start(tomorrow, days) : second(to, days);
        long start = from == null ? before(end, days) : second(from, days);
        if (start >= end) {
            throw refused("to", "not_after_from", "to must be after from.");
        }
        Period period = new Period(start, end, days);
        if (period.days() > DAYS_MAX) {
            throw refused("from", "too_long", "A period has at most " + DAYS_MAX + " days.");
        }
        return period;
    }

    private static long before(long end, ZoneId zone) {
        LocalDate last = Instant.ofEpochSecond(end - 1).atZone(zone).toLocalDate();
        return Period.start(last.minusDays(DAYS_DEFAULT - 1), zone);
    }

    private static long second(String text, ZoneId zone) {
        return date(text)
                .map(date -> Period.start(date, zone))
                .orElseGet(() -> Times.parse(text).orElseThrow().getEpochSecond());
    }

    private static Problem refused(String field, String code, String message) {
        return Problem.invalid(List.of(new InputError(field, code, message)));
    }

    /** Whose figures are meant; what the caller may not see is not found. */
    Scope scope(Facts facts) {
        AgentFacts agents = facts.agents();
        if (caller.role() == Role.AGENT) {
            return ofAgent(agents);
        }
        String own = caller.seesAll() ? null : caller.team();
        int teamNumber = team == null ? 0 : agents.team(team);
        if (team != null && (teamNumber == 0 || own != null && !own.equals(team))) {
            throw unknownTeam();
        }
        if (agentId != null) {
            return Scope.agent(agents, visible(agents, agentId).number(), teamNumber);
        }
        if (own != null) {
            int number = agents.team(own);
            return Scope.team(agents, number == 0 ? AgentFacts.NO_TEAM : number);
        }
        return team == null ? Scope.everyone(agents) : Scope.team(agents, teamNumber);
    }

    /** An agent always means itself. */
    private Scope ofAgent(AgentFacts agents) {
        if (team != null) {
            throw unknownTeam();
        }
        String own = caller.agent();
        return Scope.agent(agents, visible(agents, agentId == null ? own : agentId).number(), 0);
    }

    private AgentFacts.Agent visible(AgentFacts agents, String id) {
        return agents.find(id)
                .filter(agent -> sees(agents, agent))
                .orElseThrow(() -> Problem.notFound("agent"));
    }

    /** Whether the caller sees this agent now. */
    boolean sees(AgentFacts agents, AgentFacts.Agent agent) {
        return caller.seesAll()
                || caller.is(agent.id())
                || caller.role() == Role.MANAGER
                        && agent.team() != 0
                        && agents.team(String.valueOf(caller.team())) == agent.team();
    }

    private static Problem unknownTeam() {
        return Problem.of(Problem.Code.NOT_FOUND, "There is no team with this name.");
    }
}
