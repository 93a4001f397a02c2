package com.techbro24.crm.automation.conditions;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.changelog.RowType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events that rules can wait for.
 *
 * <p>A change has one kind, the most specific one, but may be several events: an update that
 * changes a lead's status and its agent is of the kind {@code lead.status_changed}, and also the
 * events {@code lead.assigned} and {@code lead.updated}. {@link #FACETS} has the events that are
 * decided by what changed; every other event is its kind.
 */
public final class Events {
    private static final String CREATED = ".created";

    private static final Map<String, Predicate<Change>> FACETS =
            Map.of(
                    "agent.updated",
                    Events::stands,
                    "lead.updated",
                    Events::stands,
                    "call.updated",
                    Events::stands,
                    "lead.status_changed",
                    change -> stood(change) && has(change, "status"),
                    "lead.assigned",
                    change -> isSetNow(change, "assignedAgentId"),
                    "call.ended",
                    change -> isFirstSet(change, "endedAt"));

    /** Kinds that are named after a type of rows, but whose changes are of other rows. */
    private static final Set<String> NOT_OF_ROWS =
            Set.of("notification.rule_changed", "notification.preferences_changed");

    /** Fields that the program computes from others, for all rows at once. */
    private static final Set<String> COMPUTED = Set.of("score", "backlogSince");

    private record Facet(String name, Predicate<Change> holds) {}

    private final Map<String, Event> byName = new LinkedHashMap<>();
    private final Map<String, List<Facet>> facetsByType = new HashMap<>();

    public Events(ChangeKinds kinds, RowCatalog rows) {
        for (RowType<?> type : rows.all()) {
            facetsByType.put(type.entityType(), new ArrayList<>());
        }
        kinds.all().stream()
                .map(ChangeKind::wireName)
                .filter(name -> facetsByType.containsKey(typeOf(name)))
                .filter(name -> !NOT_OF_ROWS.contains(name))
                .sorted(Comparator.naturalOrder())
                .forEach(this::add);
    }

    private void add(String name) {
        boolean isCreation = name.endsWith(CREATED);
        byName.put(name, new Event(name, typeOf(name), !isCreation));
        Predicate<Change> holds = isCreation ? change -> change.before() == null : FACETS.get(name);
        List<Facet> facets = facetsByType.get(typeOf(name));
        if (holds != null && facets != null) {
            facets.add(new Facet(name, holds));
        }
    }

    public Optional<Event> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All events, by name. */
    public Collection<Event> all() {
        return byName.values();
    }

    /** The names of all events that the change is; empty for a change that no rule can wait for. */
    public List<String> of(Change change) {
        List<Facet> facets = facetsByType.get(change.entityType());
        if (facets == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(3);
        String kind = change.kind().wireName();
        Event own = byName.get(kind);
        boolean isFacet = false;
        for (Facet facet : facets) {
            isFacet |= facet.name.equals(kind);
            if (facet.holds.test(change)) {
                names.add(facet.name);
            }
        }
        if (own != null && !isFacet && own.entityType().equals(change.entityType())) {
            names.add(kind);
        }
        return names;
    }

    /**
     * Whether the program changed nothing but fields that it computes. A rescoring does this to
     * every lead, so such a change is {@code lead.updated} only for rules that name the field.
     */
    public boolean isComputedOnly(Change change) {
        return stands(change)
                && change.actor() == null
                && change.via() == null
                && change.entityType().equals("lead")
                && COMPUTED.containsAll(change.fields());
    }

    /** What is always so at an event, as far as conditions can contradict it. */
    Map<String, Domain> implied(@Nullable String name) {
        return Implied.by(name == null ? null : byName.get(name));
    }

    private static String typeOf(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private static boolean has(Change change, String field) {
        return change.fields().contains(field);
    }

    /** Whether the row existed before and still does. */
    private static boolean stood(Change change) {
        return change.before() != null && !change.kind().isDeletion();
    }

    /** Whether the row existed before and still does, and was not just restored. */
    private static boolean stands(Change change) {
        return stood(change)
                && !has(change, "deletedAt")
                && (isNull(change.after(), "deletedAt") || lacks(change.after(), "deletedAt"));
    }

    private static boolean isSetNow(Change change, String field) {
        return has(change, field) && !change.kind().isDeletion() && !isNull(change.after(), field);
    }

    private static boolean isFirstSet(Change change, String field) {
        String before = change.before();
        return isSetNow(change, field) && (before == null || isNull(before, field));
    }

    /**
     * Whether the field is null in a row's JSON, found without parsing it. The program writes that
     * JSON, so a null field has this one form; quotes within a text are escaped, and a custom field
     * is never null, so nothing else looks like it.
     */
    private static boolean isNull(String json, String field) {
        return json.contains("\"" + field + "\":null");
    }

    private static boolean lacks(String json, String field) {
        return !json.contains("\"" + field + "\":");
    }
}
