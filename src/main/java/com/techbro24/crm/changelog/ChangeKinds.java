package com.techbro24.crm.changelog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All kinds of changes by name; built at startup. */
public final class ChangeKinds {
    private final Map<String, ChangeKind> byName = new LinkedHashMap<>();
    private final Set<ChangeKind> all;
    private final Set<String> personalSubjects;

    /**
     * SQL condition: this version knows the kind of the change. During a rolling upgrade a newer
     * node may write new kinds, which older nodes skip.
     */
    private final String isKnown;

    public ChangeKinds(Collection<ChangeKind> kinds) {
        for (ChangeKind kind : kinds) {
            if (byName.putIfAbsent(kind.wireName(), kind) != null) {
                throw new IllegalStateException("two kinds of changes are named " + kind);
            }
        }
        all = Set.copyOf(byName.values());
        personalSubjects =
                all.stream()
                        .filter(ChangeKind::isPersonal)
                        .map(ChangeKind::subject)
                        .collect(Collectors.toUnmodifiableSet());
        isKnown =
                byName.keySet().stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", ", "kind IN (", ")"));
    }

    public Set<ChangeKind> all() {
        return all;
    }

    /** The kinds of these names; an unknown name is a bug. */
    public Set<ChangeKind> named(String... wireNames) {
        return List.of(wireNames).stream().map(this::get).collect(Collectors.toUnmodifiableSet());
    }

    /** The kinds of these subjects (the part of the name before the dot). */
    public Set<ChangeKind> about(String... subjects) {
        List<String> wanted = List.of(subjects);
        return all.stream()
                .filter(kind -> wanted.contains(kind.subject()))
                .collect(Collectors.toUnmodifiableSet());
    }

    ChangeKind get(String wireName) {
        ChangeKind kind = byName.get(wireName);
        if (kind == null) {
            throw new IllegalStateException("unknown kind of change: " + wireName);
        }
        return kind;
    }

    /** Whether it is a deletion; false for unknown kinds. */
    boolean isDeletion(String wireName) {
        ChangeKind kind = byName.get(wireName);
        return kind != null && kind.isDeletion();
    }

    /**
     * Whether the row is personal to an agent; by subject, so that it also works for unknown kinds.
     */
    boolean isPersonal(String wireName) {
        return personalSubjects.contains(ChangeKind.subject(wireName));
    }

    String isKnown() {
        return isKnown;
    }
}
