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
 * Takes a database back to the rows that a new one has, but for those that are kept. Which tables
 * there are, and what is in a new one, is not told to it: it looks.
 */
public final class Renewal {
    private final Map<String, Seed> seeds = new LinkedHashMap<>();

    /** The rows of a table in a new database, as a JSON array. */
    private record Seed(List<String> columns, String rows) {}

    /**
     * Which rows of a table stay.
     *
     * @param condition null for all of them
     */
    public record Kept(@Nullable String condition, @Nullable Object... values) {
        public static final Kept ALL = new Kept(null);
    }

    private Renewal() {}

    /** Makes a new database, for a look at what is in it; takes a second. */
    public static Renewal prepare() {
        Renewal renewal = new Renewal();
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
     * @param kept by table; a table whose rows name another's comes before that
     */
    public void run(Tx tx, Map<String, Kept> kept) {
        List<String> emptied =
                tables(tx).stream().filter(table -> !kept.containsKey(table)).toList();
        switch (tx.dialect()) {
            case SQLITE -> {
                // Whose rows name whose is looked at when all are gone.
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
        tx.keepNothing();
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

    /** This program's tables, but for the history of its schema and what SQLite makes of itself. */
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
