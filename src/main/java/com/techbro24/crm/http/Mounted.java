package com.techbro24.crm.http;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.CommandType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A route with everything that is computed once for it. */
public final class Mounted {
    public static final String FIELDS = "fields";

    private final Route route;
    private final List<String> variables;
    private final Map<String, Parameter> parameters;
    private final boolean projectable;
    private volatile @Nullable List<String> fields;
    private final Map<String, Class<?>> inputs;
    private final MeterRegistry metrics;
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(6);

    public Mounted(Route route, MeterRegistry metrics) {
        this.route = route;
        this.metrics = metrics;
        this.variables =
                Route.split(route.path()).stream()
                        .filter(part -> part.startsWith(":"))
                        .map(part -> part.substring(1))
                        .toList();
        this.projectable = isProjectable(route);
        Map<String, Parameter> all = new LinkedHashMap<>();
        route.parameters().forEach(parameter -> all.put(parameter.name(), parameter));
        implied(route).forEach(parameter -> all.putIfAbsent(parameter.name(), parameter));
        this.parameters = all;
        this.inputs = route.command() == null ? Map.of() : inputs(route.command());
        if (route.command() == null && route.endpoint() == null) {
            throw new IllegalStateException(route + " has no handler");
        }
    }

    /** Whether the route takes {@code fields}: lists, and rows with an id. */
    private static boolean isProjectable(Route route) {
        Class<?> reply = route.reply();
        return route.method() == Route.Method.GET
                && reply != null
                && reply.isRecord()
                && (route.list() != null || Entity.class.isAssignableFrom(reply));
    }

    /** The parameters of every list and every row. */
    private static List<Parameter> implied(Route route) {
        List<Parameter> all = new ArrayList<>();
        ListKind list = route.list();
        if (list != null && route.method() == Route.Method.GET) {
            all.addAll(list.parameters());
        }
        if (isProjectable(route)) {
            all.add(Parameter.texts(FIELDS, "The fields to return; default: all."));
        }
        return all;
    }

    private static Map<String, Class<?>> inputs(CommandType<?> type) {
        Map<String, Class<?>> inputs = new HashMap<>();
        for (RecordComponent component : type.type().getRecordComponents()) {
            if (component.getType() == Patch.class
                    && component.getGenericType() instanceof ParameterizedType generic) {
                Class<?> patched = (Class<?>) generic.getActualTypeArguments()[0];
                for (RecordComponent part : patched.getRecordComponents()) {
                    inputs.put(part.getName(), part.getType());
                }
            } else {
                inputs.put(component.getName(), component.getType());
            }
        }
        return inputs;
    }

    public Route route() {
        return route;
    }

    /** The names of the path's variable parts, in order. */
    public List<String> variables() {
        return variables;
    }

    /** Whether a path variable is an agent's id, which may be {@code me}. */
    public boolean isAgent(String variable) {
        return variable.equals(route.agentVariable());
    }

    /** The query parameters, including those of every list. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** The valid values of {@code fields}; empty if the route has no such parameter. */
    public List<String> fields() {
        List<String> known = fields;
        if (known == null) {
            // Computed on first use, because most routes are never used and a start should be fast.
            known = projectable ? Field.names(route.reply()) : List.of();
            fields = known;
        }
        return known;
    }

    /** The fields of its command, with their types. */
    public Map<String, Class<?>> inputs() {
        return inputs;
    }

    public void record(int status, long nanoseconds) {
        int kind = Math.clamp(status / 100, 1, 5);
        Timer timer = timers.get(kind);
        if (timer == null) {
            timer = timer(metrics, route.method().name(), route.path(), kind);
            timers.set(kind, timer);
        }
        timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    public static Timer timer(MeterRegistry metrics, String method, String path, int kind) {
        return Timer.builder("crm.http.requests")
                .description("Requests, from their headers to the handover of the response")
                .tag("method", method)
                .tag("route", path)
                .tag("status", kind + "xx")
                .register(metrics);
    }
}
