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
     * Reads {@code sqlite:<file>} or {@code postgresql://user:password@host:port/name?options}.
     *
     * @throws IllegalArgumentException with the rest of a sentence that says what is expected
     */
    static DatabaseUrl parse(String text) {
        if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
            return new Sqlite(Path.of(text.substring("sqlite:".length())));
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return postgres(text);
        }
        throw new IllegalArgumentException(
                "must be sqlite:<file> or postgresql://user:password@host:port/database");
    }

    private static Postgres postgres(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            // Not with the exception's own message: it quotes the text, and so the password.
            throw new IllegalArgumentException(
                    "is no readable address; signs such as @ / # in a password are written"
                            + " percent-encoded (%40 %2F %23)");
        }
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "must name a host and a database: postgresql://user:password@host:port/database");
        }
        String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? "" : login.substring(colon + 1);
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Postgres(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + options,
                decoded(user),
                decoded(password));
    }

    private static String decoded(String text) {
        // In this part of an address a plus is a plus (RFC 3986); only a form makes it a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
