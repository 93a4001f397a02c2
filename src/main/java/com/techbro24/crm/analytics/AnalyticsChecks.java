package com.techbro24.crm.analytics;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the facts of this node with the tables every night. A difference is a bug: it is logged
 * and reported, and the facts are loaded again.
 */
public final class AnalyticsChecks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsChecks.class);
    private static final LocalTime TIME = LocalTime.of(3, 30);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(10);

    private final Analytics analytics;
    private final Clock clock;
    private final ZoneId zone;
    private final Consumer<CheckReport> alert;
    private final BackgroundLoop loop;
    private final AtomicInteger drift = new AtomicInteger();
    private @Nullable LocalDate last;

    /**
     * @param zone the time zone of the night
     * @param alert tells the admins of a difference
     */
    public AnalyticsChecks(
            Analytics analytics,
            Clock clock,
            ZoneId zone,
            Consumer<CheckReport> alert,
            MeterRegistry metrics) {
        this.analytics = analytics;
        this.clock = clock;
        this.zone = zone;
        this.alert = alert;
        this.loop = new BackgroundLoop("analytics-check", clock, LOOK_INTERVAL, this::run);
        Gauge.builder("crm.analytics.drift", drift, AtomicInteger::get)
                .description("Groups of rows whose figures differed from the tables last night")
                .register(metrics);
    }

    public void start() {
        loop.start();
    }

    /** Checks once in the first run after the time of each night but the first. */
    private Instant run() {
        Instant now = clock.instant();
        LocalDate night =
                now.atZone(zone).minus(Duration.between(LocalTime.MIN, TIME)).toLocalDate();
        if (last != null && night.isAfter(last)) {
            try {
                CheckReport _ = check();
            } catch (Problem loading) {
                LOG.info("analytics: the check waits: {}", loading.getMessage());
                return now.plus(RETRY);
            }
        }
        last = night;
        return night.plusDays(1).atTime(TIME).atZone(zone).toInstant();
    }

    /** Counts all rows as the reports do, and compares the sums with those of plain SQL. */
    public static CheckReport ofTables(Database database, AnalyticsRows rows, Instant now) {
        return database.snapshot(
                tx -> {
                    Facts facts = FactsLoading.load(tx, rows);
                    FactsCheck counted = FactsCheck.of(facts);
                    List<CheckReport.Difference> differences =
                            counted.differencesFrom(FactsCheck.of(tx, rows));
                    return new CheckReport(
                            new AsOf(facts.seq(), now),
                            differences.isEmpty(),
                            counted.groups(),
                            differences);
                });
    }

    /** Compares, and reports differences. */
    CheckReport check() {
        CheckReport report = analytics.check(clock.instant());
        drift.set(report.differences().size());
        if (!report.equal()) {
            LOG.error("analytics: the figures differ from the tables: {}", report.differences());
            analytics.reload();
            alert.accept(report);
        }
        return report;
    }

    @Override
    public void close() {
        loop.close();
    }
}
