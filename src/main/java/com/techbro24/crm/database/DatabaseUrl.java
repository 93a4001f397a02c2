package com.techbro24.crm.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the data lives: {@code sqlite:data/crm.db} or {@code
 * postgresql://user:password@host:5432/name}.
 */
public sealed interface DatabaseUrl {
    /** A file of SQLite's. */
    record Sqlite(Path file) implements DatabaseUrl {}

    /** A database of a PostgreSQL server's. */
    record Postgres(String jdbc, String user, String password) implements DatabaseUrl {
        @Override
        public String toString() {
            return "Postgres[" + jdbc + "]";
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence that says what is expected
     */
    static DatabaseUrl parse(String text) {
        if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
            return new Sqlite(Path.of(text.substring("sqlite:".length())));
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return postgres(text);
        }
        throw new IllegalArgumentException(
                "must be sqlite:FILE or postgresql://user:password@host/database");
    }

    private static Postgres postgres(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(
                    "is not a URL; a password's special characters are written as %XX");
        }
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("must name a host and a database");
        }
        String[] login =
                uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Postgres(
                "jdbc:postgresql://" + uri.getHost() + port + path + query,
                login.length > 0 ? decode(login[0]) : "postgres",
                login.length > 1 ? decode(login[1]) : "");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
