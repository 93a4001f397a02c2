package com.techbro24.crm.database;

import com.techbro24.crm.base.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resets a database to the rows of a new one, except for kept rows. It reads the tables and the
 * initial rows from a new database.
 */
public final class DatabaseReset {
    private final Map<String, Seed> seeds = new LinkedHashMap<>();

    /** The initial rows of a table, as a JSON array. */
    private record Seed(List<String> columns, String rows) {}

    /**
     * Which rows of a table are kept.
     *
     * @param condition null for all of them
     */
    public record Kept(@Nullable String condition, @Nullable Object... values) {
        public static final Kept ALL = new Kept(null);
    }

    private DatabaseReset() {}

    /** Reads the initial rows from a new temporary database; takes a second. */
    public static DatabaseReset prepare() {
        DatabaseReset renewal = new DatabaseReset();
        try {
            Path folder = TemporaryFolder.create("crm-new");
            try (Database fresh =
                    Databases.open(new DatabaseUrl.Sqlite(folder.resolve("new.db")))) {
                fresh.<@Nullable Void>read(
                        tx -> {
                            tables(tx).forEach(table -> renewal.look(tx, table));
                            return null;
                        });
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .map(Path::toFile)
                            .forEach(
                                    file -> {
                                        boolean _ = file.delete();
                                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return renewal;
    }

    private void look(Tx tx, String table) {
        if (tx.exists("SELECT 1 FROM " + table + " LIMIT 1")) {
            List<String> columns =
                    tx.list("SELECT name FROM pragma_table_info('" + table + "')", Row::text);
            List<String> members = columns.stream().map(name -> "'" + name + "', " + name).toList();
            String rows =
                    tx.first(
                                    "SELECT json_group_array(json_object("
                                            + String.join(", ", members)
                                            + ")) FROM "
                                            + table,
                                    Row::text)
                            .orElseThrow();
            seeds.put(table, new Seed(columns, rows));
        }
    }

    /**
     * @param kept by table; a table with foreign keys comes before the table it references
     */
    public void run(Tx tx, Map<String, Kept> kept) {
        List<String> emptied =
                tables(tx).stream().filter(table -> !kept.containsKey(table)).toList();
        switch (tx.dialect()) {
            case SQLITE -> {
                // Foreign keys are checked when all rows are deleted.
                tx.execute("PRAGMA defer_foreign_keys = ON");
                emptied.forEach(table -> tx.execute("DELETE FROM " + table));
            }
            case POSTGRESQL -> tx.execute("TRUNCATE " + String.join(", ", emptied));
        }
        kept.forEach(
                (table, rows) -> {
                    if (rows.condition() != null) {
                        tx.update(
                                "DELETE FROM " + table + " WHERE NOT (" + rows.condition() + ")",
                                rows.values());
                    }
                });
        tx.clearCache();
        seeds.forEach(
                (table, seed) -> {
                    if (emptied.contains(table)) {
                        fill(tx, table, seed);
                    }
                });
    }

    private static void fill(Tx tx, String table, Seed seed) {
        String columns = String.join(", ", seed.columns());
        String into = "INSERT INTO " + table + " (" + columns + ") SELECT ";
        switch (tx.dialect()) {
            case SQLITE -> {
                List<String> values =
                        seed.columns().stream()
                                .map(name -> "json_extract(value, '$." + name + "')")
                                .toList();
                tx.update(into + String.join(", ", values) + " FROM json_each(?)", seed.rows());
            }
            case POSTGRESQL ->
                    tx.update(
                            into
                                    + columns
                                    + " FROM json_populate_recordset(NULL::"
                                    + table
                                    + ", ?::json)",
                            seed.rows());
        }
    }

    /** All tables except the migration history and SQLite's internal ones. */
    private static List<String> tables(Tx tx) {
        String sql =
                switch (tx.dialect()) {
                    case SQLITE ->
                            "SELECT name FROM pragma_table_list WHERE schema = 'main'"
                                    + " AND type = 'table' AND name NOT LIKE 'sqlite_%'";
                    case POSTGRESQL ->
                            "SELECT table_name FROM information_schema.tables"
                                    + " WHERE table_schema = current_schema()"
                                    + " AND table_type = 'BASE TABLE'";
                };
        return tx.list(sql + " ORDER BY 1", Row::text).stream()
                .filter(table -> !table.equals(Migrations.HISTORY_TABLE))
                .toList();
    }
}
