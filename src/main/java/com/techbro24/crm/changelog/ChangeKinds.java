package com.techbro24.crm.changelog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All kinds of changes by name; filled once, when the program is put together. */
public final class ChangeKinds {
    private final Map<String, ChangeKind> byName = new LinkedHashMap<>();
    private final Set<ChangeKind> all;
    private final Set<String> personalSubjects;

    /**
     * A condition of SQL: the program knows the kind of the change. While nodes are upgraded one by
     * one, a newer node may write other kinds; an older node skips them.
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

    /** The kinds of these names; an unknown name is an error of the program. */
    public Set<ChangeKind> named(String... wireNames) {
        return List.of(wireNames).stream().map(this::get).collect(Collectors.toUnmodifiableSet());
    }

    /** The kinds whose names begin with one of these words and a dot. */
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

    /** Whether the kind is known as a deletion. */
    boolean isDeletion(String wireName) {
        ChangeKind kind = byName.get(wireName);
        return kind != null && kind.isDeletion();
    }

    /** Whether the row is an agent's own; also decides for kinds that only newer nodes know. */
    boolean isPersonal(String wireName) {
        return personalSubjects.contains(ChangeKind.subject(wireName));
    }

    String isKnown() {
        return isKnown;
    }
}
