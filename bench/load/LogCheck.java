package load;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the database directly. */
final class LogCheck {
    private final String url;
    private final String user;
    private final String password;

    private LogCheck(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** By the text of CRM_DATABASE. */
    static LogCheck of(String database) {
        if (database.startsWith("sqlite:")) return new LogCheck("jdbc:" + database, "", "");
        var uri = URI.create(database);
        var account = uri.getUserInfo().split(":", 2);
        var place =
                "%s:%d%s".formatted(uri.getHost(), Math.max(uri.getPort(), 5432), uri.getPath());
        return new LogCheck("jdbc:postgresql://" + place, account[0], account[1]);
    }

    /** Every answered create has its one row under the id it was answered with. */
    void answered(List<Kill9.Answered> answered, Set<String> faults) throws SQLException {
        var idsByName = new HashMap<String, List<String>>();
        query(
                "SELECT name, id FROM leads WHERE name LIKE 'kill9-%'",
                row ->
                        idsByName
                                .computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                                .add(row.getString(2)));
        for (var one : answered) {
            var ids = idsByName.getOrDefault(one.create().name(), List.of());
            if (!ids.contains(one.id())) faults.add(one.create().name() + " is lost");
        }
        idsByName.forEach(
                (name, ids) -> {
                    if (ids.size() > 1) faults.add(name + " is there " + ids.size() + " times");
                });
    }

    /** The log goes from 1 to its head without gaps, and contains each create once. */
    void log(Set<String> faults) throws SQLException {
        query(
                "SELECT count(*), min(seq), max(seq) FROM changes",
                row -> {
                    if (row.getLong(2) != 1 || row.getLong(1) != row.getLong(3)) {
                        faults.add(
                                "%d changes from seq %d to %d"
                                        .formatted(row.getLong(1), row.getLong(2), row.getLong(3)));
                    }
                });
        Map<String, Integer> told = new HashMap<>();
        query(
                "SELECT entity_id FROM changes WHERE kind = 'lead.created'",
                row -> told.merge(row.getString(1), 1, Integer::sum));
        told.forEach(
                (id, times) -> {
                    if (times != 1) faults.add("lead " + id + " was created " + times + " times");
                });
        var rows = new HashSet<String>();
        query("SELECT id FROM leads", row -> rows.add(row.getString(1)));
        if (!rows.equals(told.keySet())) {
            faults.add("%d leads, but the log tells of %d".formatted(rows.size(), told.size()));
        }
    }

    long head() throws SQLException {
        var head = new long[1];
        query("SELECT coalesce(max(seq), 0) FROM changes", row -> head[0] = row.getLong(1));
        return head[0];
    }

    /** SQLite's own check of the file. */
    void wholeFile(Set<String> faults) throws SQLException {
        if (!url.startsWith("jdbc:sqlite:")) return;
        query(
                "PRAGMA integrity_check",
                row -> {
                    if (!row.getString(1).equals("ok"))
                        faults.add("integrity: " + row.getString(1));
                });
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Reader reader) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) reader.read(rows);
        }
    }
}
