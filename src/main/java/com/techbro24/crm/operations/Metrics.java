package com.techbro24.crm.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import java.time.Duration;
import java.util.Set;
import java.util.stream.LongStream;

/** The registry of all metrics. */
public final class Metrics {
    /** Percentiles over several nodes can be computed from histograms only. */
    private static final Set<String> HISTOGRAMS = Set.of("crm.http.requests", "crm.commands");

    /** Upper bounds in nanoseconds: few, because each route and command has its own. */
    private static final double[] BUCKETS =
            LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000)
                    .mapToDouble(milliseconds -> Duration.ofMillis(milliseconds).toNanos())
                    .toArray();

    private Metrics() {}

    /** A registry that only has the histograms' buckets so far. */
    public static PrometheusMeterRegistry registry() {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config()
                .meterFilter(
                        new MeterFilter() {
                            @Override
                            public DistributionStatisticConfig configure(
                                    Meter.Id id, DistributionStatisticConfig config) {
                                return HISTOGRAMS.contains(id.getName())
                                        ? DistributionStatisticConfig.builder()
                                                .serviceLevelObjectives(BUCKETS)
                                                .build()
                                                .merge(config)
                                        : config;
                            }
                        });
        return metrics;
    }

    /**
     * Adds the standard metrics of the process and the JVM. It starts the JVM's management, so a
     * start of the server does not wait for it.
     */
    static void addProcess(PrometheusMeterRegistry metrics) {
        JvmMetrics.builder().register(metrics.getPrometheusRegistry());
    }

    /** Adds which build this is. */
    public static void addBuild(PrometheusMeterRegistry metrics, String version) {
        Gauge.builder("crm.build.info", () -> 1)
                .description("The running version; the value is always 1")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(metrics);
    }
}
