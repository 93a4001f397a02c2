package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Input;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Zone;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.socketio.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of today for sockets that watch them: {@code analytics.updated} has the figures that
 * have changed, at most once a second. Without a watcher nothing is counted.
 */
public final class LiveFigures implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final String EVENT = "analytics.updated";

    /** Times go on by themselves, and would be sent every second. */
    private static final List<String> GOING_ON = List.of("secondsByStatus", "occupancy");

    private final Analytics analytics;
    private final Clock clock;
    private final ZoneId fallback;
    private final Function<Collection<String>, Map<String, Caller>> liveCallers;
    private final Map<Socket, Watch> watches = new ConcurrentHashMap<>();
    private final BackgroundLoop loop;

    /**
     * What {@code analytics.watch} takes.
     *
     * @param timezone whose day is today; null for the caller's own
     * @param team null for all that the caller sees
     * @param agentId null for all that the caller sees
     */
    record Wish(@Zone @Nullable String timezone, @Nullable String team, @Nullable String agentId) {}

    /** What a socket watches, and the figures that it has been told. */
    private static final class Watch {
        private final Caller caller;
        private final Wish asked;
        private @Nullable Today told;

        private Watch(Caller caller, Wish asked) {
            this.caller = caller;
            this.asked = asked;
        }
    }

    /** The figures of a day at a seq. */
    private record Today(LocalDate date, ZoneId zone, long seq, ObjectNode figures) {
        /** Whether the figures of {@code now} are the same. */
        boolean isStill(long newSeq, Instant now) {
            return seq == newSeq && date.equals(now.atZone(zone).toLocalDate());
        }
    }

    /**
     * @param fallback the time zone of callers who have set none
     * @param liveCallers the current rights of sessions and API keys, by id; ended ones are missing
     */
    public LiveFigures(
            Analytics analytics,
            Clock clock,
            ZoneId fallback,
            Function<Collection<String>, Map<String, Caller>> liveCallers) {
        this.analytics = analytics;
        this.clock = clock;
        this.fallback = fallback;
        this.liveCallers = liveCallers;
        this.loop = new BackgroundLoop("analytics-live", clock, INTERVAL, this::tell);
    }

    public void start() {
        loop.start();
    }

    /** Begins or changes what a socket watches, and answers the figures of today. */
    public ObjectNode watch(Socket socket, Caller caller, ObjectNode payload) {
        Watch watch = new Watch(caller, Input.bind(Wish.class, payload));
        Today today = today(watch, caller);
        watch.told = today;
        watches.put(socket, watch);
        return answer(today).set("figures", today.figures);
    }

    private static ObjectNode answer(Today today) {
        return Json.object().put("seq", today.seq).put("date", today.date.toString());
    }

    private Today today(Watch watch, Caller caller) {
        Instant now = clock.instant();
        Question question =
                new Question(
                        caller,
                        watch.asked.agentId == null ? null : caller.meant(watch.asked.agentId),
                        watch.asked.team,
                        null,
                        null,
                        Optional.ofNullable(watch.asked.timezone).map(ZoneId::of));
        return analytics.ask(
                facts -> {
                    ZoneId zone = question.zone(facts, fallback);
                    LocalDate date = now.atZone(zone).toLocalDate();
                    Tally tally =
                            Overview.whole(
                                    facts,
                                    Period.ofDays(date, date.plusDays(1), zone),
                                    question.scope(facts),
                                    now);
                    ObjectNode figures = Json.tree(Figures.of(tally));
                    figures.remove(GOING_ON);
                    return new Today(date, zone, facts.seq(), figures);
                });
    }

    /** Tells each socket what has changed since it was told last. */
    private Instant tell() {
        watches.keySet().removeIf(socket -> !socket.isOpen());
        if (watches.isEmpty()) {
            return Instant.MAX;
        }
        long seq = seq();
        Map<String, Caller> callers = callers();
        Map<Object, Today> known = new HashMap<>();
        watches.forEach(
                (socket, watch) -> {
                    Today told = watch.told;
                    if (told == null || !told.isStill(seq, clock.instant())) {
                        tell(socket, watch, callers, known);
                    }
                });
        return Instant.MAX;
    }

    /** The newest change; -1 while the facts are loaded. */
    private long seq() {
        try {
            return analytics.ask(Facts::seq);
        } catch (Problem loading) {
            return -1;
        }
    }

    private Map<String, Caller> callers() {
        return liveCallers.apply(
                watches.values().stream()
                        .map(watch -> watch.caller.credentialId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private void tell(
            Socket socket, Watch watch, Map<String, Caller> callers, Map<Object, Today> known) {
        Caller caller = callers.get(String.valueOf(watch.caller.credentialId()));
        if (caller == null) {
            watches.remove(socket);
            return;
        }
        try {
            // A caller with several sockets is counted for once.
            Today today =
                    known.computeIfAbsent(
                            List.of(caller.subject(), caller.scopes(), watch.asked),
                            _ -> today(watch, caller));
            ObjectNode changed = changed(watch.told, today);
            watch.told = today;
            if (!changed.isEmpty()) {
                socket.emit(EVENT, answer(today).set("changed", changed));
            }
        } catch (Problem unseen) {
            // The facts are being loaded, or the caller sees the team or agent no more.
            if (unseen.code() != Problem.Code.UNAVAILABLE) {
                watches.remove(socket);
            }
        }
    }

    private static ObjectNode changed(@Nullable Today before, Today after) {
        ObjectNode changed = Json.object();
        boolean isNewDay = before == null || !before.date.equals(after.date);
        after.figures
                .properties()
                .forEach(
                        figure -> {
                            JsonNode old =
                                    before == null ? null : before.figures.get(figure.getKey());
                            if (isNewDay || !figure.getValue().equals(old)) {
                                changed.set(figure.getKey(), figure.getValue());
                            }
                        });
        return changed;
    }

    @Override
    public void close() {
        loop.close();
    }
}
