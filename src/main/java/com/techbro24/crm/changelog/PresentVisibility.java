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
 * Who may see rows at this moment, for whoever is told of changes later than they happened: what a
 * change says of it was true then. The newest change of a row says whose the row is; which team
 * that agent is in is looked up, since an agent takes its rows along without a change of theirs.
 */
public final class PresentVisibility {
    private static final int ROWS_AT_ONCE_MAX = 500;

    private record Key(String entityType, String entityId) {
        static Key of(Change change) {
            return new Key(change.entityType(), change.entityId());
        }
    }

    /**
     * What the newest change of a row says.
     *
     * @param isPersonal whether the row is of a kind that is an agent's own
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

    private PresentVisibility(Map<Key, Visibility> byRow) {
        this.byRow = byRow;
    }

    /**
     * Of the rows that the changes are about. A row that was deleted is seen by those who saw it
     * last, who are told that it is gone.
     */
    public static PresentVisibility of(Tx tx, ChangeKinds kinds, Collection<Change> changes) {
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
        return new PresentVisibility(byRow);
    }

    /** Of the row that a change is about; nobody's where it is not among those asked for. */
    public Visibility of(Change change) {
        return byRow.getOrDefault(Key.of(change), Visibility.NOBODY);
    }

    /** These, where {@code later} does not know better. */
    public PresentVisibility and(PresentVisibility later) {
        Map<Key, Visibility> both = new HashMap<>(byRow);
        both.putAll(later.byRow);
        return new PresentVisibility(both);
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
