package com.techbro24.crm.development;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.DatabaseReset;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's clock, its faults, and a fresh start, for those who write clients. */
final class DevelopmentRoutes {
    private static final Duration RESET_MAX = Duration.ofMinutes(5);

    private final DevelopmentClock clock;
    private final FaultyFirst faulty;
    private final GroupCommit writer;

    DevelopmentRoutes(DevelopmentClock clock, FaultyFirst faulty, GroupCommit writer) {
        this.clock = clock;
        this.faulty = faulty;
        this.writer = writer;
    }

    /**
     * The clock's settings; those not given stay as they are.
     *
     * @param now what it shows from this moment on
     * @param offset how far it is ahead of the real time, in place of {@code now}
     * @param speed how many seconds pass in a real one
     */
    record ClockWanted(
            @Nullable Instant now,
            @Nullable Duration offset,
            @DecimalMin("0.001") @DecimalMax("10000") @Nullable BigDecimal speed) {}

    /**
     * How the clock goes.
     *
     * @param offset how far it is ahead of the real time, in whole seconds
     */
    record ClockShown(Instant now, Instant realTime, Duration offset, double speed) {}

    /**
     * A fresh start.
     *
     * @param epoch of the log's new life
     * @param seq up to which the old one had come; the new one goes on from it
     */
    record Fresh(String epoch, long seq) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/dev/clock", "What time the server takes it to be.")
                        .roles(Role.ADMINS)
                        .replies(ClockShown.class)
                        .answer(request -> Reply.json(shown())),
                Route.post(
                                "/api/dev/clock",
                                "Set the server's clock, or let it run faster; reminders and all"
                                        + " else that waits for a time follow at once.")
                        .roles(Role.ADMINS)
                        .body(ClockWanted.class)
                        .replies(ClockShown.class)
                        .answer(this::setClock),
                Route.get("/api/dev/faults", "The faults that requests and sockets meet.")
                        .roles(Role.ADMINS)
                        .replies(Faults.class)
                        .answer(request -> Reply.json(faulty.faults())),
                Route.post(
                                "/api/dev/faults",
                                "Let requests and sockets meet faults; what is null or not brought"
                                        + " is off.")
                        .roles(Role.ADMINS)
                        .body(Faults.class)
                        .replies(Faults.class)
                        .problems(Problem.Code.UNPROCESSABLE)
                        .answer(this::setFaults),
                Route.get("/api/dev/error/:status", "Answer with the problem of this status.")
                        .open(true)
                        .problems(Problem.Code.values())
                        .answer(DevelopmentRoutes::error),
                Route.post(
                                "/api/dev/reset",
                                "Empty the database, but for you and the session that asks; clients"
                                        + " hear resync.")
                        .roles(Role.ADMINS)
                        .replies(Fresh.class)
                        .timeout(RESET_MAX)
                        .answer(this::reset));
    }

    private ClockShown shown() {
        Instant real = clock.realTime().truncatedTo(ChronoUnit.MILLIS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration offset =
                Duration.ofSeconds(Math.round(Duration.between(real, now).toMillis() / 1e3));
        return new ClockShown(now, real, offset, clock.speed());
    }

    private Reply setClock(Request request) {
        ClockWanted wanted = request.body(ClockWanted.class);
        if (wanted.now() != null && wanted.offset() != null) {
            String message = "At most one of now and offset can be given.";
            throw Problem.invalid(List.of(new InputError("offset", "one_of", message)));
        }
        Instant now = wanted.now() == null ? clock.instant() : wanted.now();
        if (wanted.offset() != null) {
            now = clock.realTime().plus(wanted.offset());
        }
        clock.set(now, wanted.speed() == null ? clock.speed() : wanted.speed().doubleValue());
        return Reply.json(shown());
    }

    private Reply setFaults(Request request) {
        faulty.set(request.body(Faults.class));
        return Reply.json(faulty.faults());
    }

    private static Reply error(Request request) {
        String status = request.pathValue("status");
        if (!status.matches("\\d{3}")) {
            throw Problem.invalid("status must be three digits.");
        }
        throw Problem.of(
                Faults.codeOf(Integer.parseInt(status)), "The problem that was asked for.");
    }

    /** In one transaction: whoever reads sees all of the old rows or none. */
    private Reply reset(Request request) {
        Caller caller = request.caller();
        DatabaseReset renewal = DatabaseReset.prepare();
        LogMeta fresh =
                writer.write(
                        tx -> {
                            Caller _ =
                                    Credentials.present(tx, caller, Role.ADMINS, clock.instant());
                            LogMeta meta = LogMeta.startEpoch(tx);
                            renewal.run(tx, kept(caller));
                            return meta;
                        });
        return Reply.json(new Fresh(fresh.epoch(), fresh.floorSeq()));
    }

    /** The rows that stay, by table, those that name others first. */
    private static Map<String, DatabaseReset.Kept> kept(Caller caller) {
        Map<String, DatabaseReset.Kept> kept = new LinkedHashMap<>();
        String credential = String.valueOf(caller.credentialId());
        for (String table : List.of("sessions", "api_keys")) {
            kept.put(table, new DatabaseReset.Kept("id = ?", credential));
        }
        kept.put("agent_statuses", new DatabaseReset.Kept("agent_id = ?", caller.agent()));
        kept.put("agents", new DatabaseReset.Kept("id = ?", caller.agent()));
        kept.put("accounts", new DatabaseReset.Kept("agent_id = ?", caller.agent()));
        for (String table : List.of("log_meta", "follower_cursors", "nodes", "presence")) {
            kept.put(table, DatabaseReset.Kept.ALL);
        }
        // By it the leads' trigger knows which of them to take out of SQLite's index of parts.
        kept.put("lead_parts_reach", DatabaseReset.Kept.ALL);
        return kept;
    }
}
