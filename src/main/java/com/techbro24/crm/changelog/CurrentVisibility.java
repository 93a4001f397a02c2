package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may see rows now, for changes that are sent later than they happened; a change holds the
 * visibility of its own time. The newest change of a row names its agent. The agent's team is
 * looked up, because an agent that changes teams does not change its rows.
 */
public final class CurrentVisibility {
    private static final int ROWS_AT_ONCE_MAX = 500;

    private record Key(String entityType, String entityId) {
        static Key of(Change change) {
            return new Key(change.entityType(), change.entityId());
        }
    }

    /**
     * The visibility in the newest change of a row.
     *
     * @param isPersonal whether the row is personal to an agent
     */
    private record Newest(Visibility seen, boolean isPersonal) {
        Visibility now(Map<String, Account> accounts) {
            String agentId = seen.agentId().orElse(null);
            if (agentId == null) {
                return seen;
            }
            Account account = accounts.get(agentId);
            if (account == null) {
                return Visibility.ofAgent(agentId, null);
            }
            return isPersonal
                    ? Visibility.personal(agentId, account.role(), account.team())
                    : Visibility.ofAgent(agentId, account.team());
        }
    }

    private final Map<Key, Visibility> byRow;

    private CurrentVisibility(Map<Key, Visibility> byRow) {
        this.byRow = byRow;
    }

    /**
     * For the rows of these changes. A deleted row keeps its last visibility, so that those who saw
     * it learn of the deletion.
     */
    public static CurrentVisibility of(Tx tx, ChangeKinds kinds, Collection<Change> changes) {
        Map<String, Set<String>> idsByType = new LinkedHashMap<>();
        for (Change change : changes) {
            idsByType
                    .computeIfAbsent(change.entityType(), key -> new HashSet<>())
                    .add(change.entityId());
        }
        Map<Key, Newest> newest = new HashMap<>();
        idsByType.forEach(
                (type, ids) ->
                        parts(ids).forEach(some -> newest.putAll(newest(tx, kinds, type, some))));
        Set<String> agents = new HashSet<>();
        newest.values().forEach(each -> each.seen.agentId().ifPresent(agents::add));
        Map<String, Account> accounts = new HashMap<>();
        for (List<String> some : parts(agents)) {
            AccountStore.findAll(tx, some)
                    .forEach(account -> accounts.put(account.agentId(), account));
        }
        Map<Key, Visibility> byRow = new HashMap<>();
        newest.forEach((row, each) -> byRow.put(row, each.now(accounts)));
        return new CurrentVisibility(byRow);
    }

    /** The visibility of the row of a change; nobody's if the row was not loaded. */
    public Visibility of(Change change) {
        return byRow.getOrDefault(Key.of(change), Visibility.NOBODY);
    }

    /** Merges both; {@code later} wins. */
    public CurrentVisibility and(CurrentVisibility later) {
        Map<Key, Visibility> both = new HashMap<>(byRow);
        both.putAll(later.byRow);
        return new CurrentVisibility(both);
    }

    private static Map<Key, Newest> newest(
            Tx tx, ChangeKinds kinds, String type, List<String> ids) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(type);
        values.addAll(ids);
        String marks = String.join(", ", ids.stream().map(id -> "?").toList());
        Map<Key, Newest> newest = new HashMap<>();
        tx.list(
                        "SELECT entity_id, kind, seen_before, seen_after FROM changes WHERE seq IN"
                                + " (SELECT MAX(seq) FROM changes WHERE entity_type = ?"
                                + " AND entity_id IN ("
                                + marks
                                + ") GROUP BY entity_id)",
                        row -> Map.entry(new Key(type, row.text()), seen(kinds, row)),
                        values.toArray())
                .forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
        return newest;
    }

    private static Newest seen(ChangeKinds kinds, Row row) {
        String kind = row.text();
        Visibility before = Visibility.read(row.text());
        Visibility after = Visibility.read(row.text());
        return new Newest(kinds.isDeletion(kind) ? before : after, kinds.isPersonal(kind));
    }

    private static List<List<String>> parts(Collection<String> all) {
        List<String> list = List.copyOf(all);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < list.size(); from += ROWS_AT_ONCE_MAX) {
            parts.add(list.subList(from, Math.min(from + ROWS_AT_ONCE_MAX, list.size())));
        }
        return parts;
    }
}
