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

/** Routes for client developers: the clock, fault injection and the reset of the data. */
final class DevelopmentRoutes {
    private static final Duration RESET_MAX = Duration.ofMinutes(5);

    private final DevelopmentClock clock;
    private final FaultInjector injector;
    private final GroupCommit writer;

    DevelopmentRoutes(DevelopmentClock clock, FaultInjector injector, GroupCommit writer) {
        this.clock = clock;
        this.injector = injector;
        this.writer = writer;
    }

    /**
     * The new clock settings; omitted fields stay unchanged.
     *
     * @param now the new time
     * @param offset how far it is ahead of real time, instead of {@code now}
     * @param speed clock seconds per real second
     */
    record ClockUpdate(
            @Nullable Instant now,
            @Nullable Duration offset,
            @DecimalMin("0.001") @DecimalMax("10000") @Nullable BigDecimal speed) {}

    /**
     * The current clock settings.
     *
     * @param offset how far it is ahead of real time, in whole seconds
     */
    record ClockState(Instant now, Instant realTime, Duration offset, double speed) {}

    /**
     * The result of a reset.
     *
     * @param epoch the new epoch of the log
     * @param seq the last seq of the old epoch; the new epoch continues from it
     */
    record ResetResult(String epoch, long seq) {}

    List<Route> routes() {
        return List.of(
                Route.get("/api/dev/clock", "The server's clock.")
                        .named("Get clock")
                        .roles(Role.ADMINS)
                        .replies(ClockState.class)
                        .answer(request -> Reply.json(current())),
                Route.post(
                                "/api/dev/clock",
                                "Set the server's clock or its speed; everything that waits for"
                                        + " a time follows at once.")
                        .named("Set clock")
                        .roles(Role.ADMINS)
                        .body(ClockUpdate.class)
                        .replies(ClockState.class)
                        .answer(this::setClock),
                Route.get("/api/dev/faults", "The simulated faults.")
                        .named("Get faults")
                        .roles(Role.ADMINS)
                        .replies(Faults.class)
                        .answer(request -> Reply.json(injector.faults())),
                Route.post(
                                "/api/dev/faults",
                                "Set the simulated faults of requests and sockets; null or"
                                        + " missing parts are off.")
                        .named("Set faults")
                        .roles(Role.ADMINS)
                        .body(Faults.class)
                        .replies(Faults.class)
                        .problems(Problem.Code.UNPROCESSABLE)
                        .answer(this::setFaults),
                Route.get("/api/dev/error/:status", "Answer with the problem of this status.")
                        .named("Simulate error")
                        .open(true)
                        .problems(Problem.Code.values())
                        .answer(DevelopmentRoutes::error),
                Route.post(
                                "/api/dev/reset",
                                "Delete all data except your account and session; clients"
                                        + " receive resync.")
                        .named("Reset data")
                        .roles(Role.ADMINS)
                        .replies(ResetResult.class)
                        .timeout(RESET_MAX)
                        .answer(this::reset));
    }

    private ClockState current() {
        Instant real = clock.realTime().truncatedTo(ChronoUnit.MILLIS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration offset =
                Duration.ofSeconds(Math.round(Duration.between(real, now).toMillis() / 1e3));
        return new ClockState(now, real, offset, clock.speed());
    }

    private Reply setClock(Request request) {
        ClockUpdate update = request.body(ClockUpdate.class);
        if (update.now() != null && update.offset() != null) {
            String message = "At most one of now and offset can be given.";
            throw Problem.invalid(List.of(new InputError("offset", "one_of", message)));
        }
        Instant now = update.now() == null ? clock.instant() : update.now();
        if (update.offset() != null) {
            now = clock.realTime().plus(update.offset());
        }
        clock.set(now, update.speed() == null ? clock.speed() : update.speed().doubleValue());
        return Reply.json(current());
    }

    private Reply setFaults(Request request) {
        injector.set(request.body(Faults.class));
        return Reply.json(injector.faults());
    }

    private static Reply error(Request request) {
        String status = request.pathValue("status");
        if (!status.matches("\\d{3}")) {
            throw Problem.invalid("status must be three digits.");
        }
        throw Problem.of(Faults.codeOf(Integer.parseInt(status)), "The requested problem.");
    }

    /** Runs in one transaction, so readers see all old rows or none. */
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
        return Reply.json(new ResetResult(fresh.epoch(), fresh.floorSeq()));
    }

    /** The rows to keep, by table; tables with foreign keys come first. */
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
        // The trigger on leads needs it to remove rows from SQLite's full-text index.
        kept.put("lead_parts_reach", DatabaseReset.Kept.ALL);
        return kept;
    }
}
