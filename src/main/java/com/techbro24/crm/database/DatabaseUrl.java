package com.techbro24.crm.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The database URL: {@code sqlite:data/crm.db} or {@code
 * postgresql://user:password@host:5432/name}.
 */
public sealed interface DatabaseUrl {
    /** An SQLite file. */
    record Sqlite(Path file) implements DatabaseUrl {}

    /** A PostgreSQL database. */
    record Postgres(String jdbc, String user, String password) implements DatabaseUrl {
        @Override
        public String toString() {
            return "Postgres[" + jdbc + "]";
        }
    }

    /**
     * Reads {@code sqlite:<file>} or {@code postgresql://user:password@host:port/name?options}.
     *
     * @throws IllegalArgumentException with the expected form, as the rest of a sentence
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
            // Without the exception's message, which would show the password.
            throw new IllegalArgumentException(
                    "is not a valid URL; percent-encode characters such as @ / # in a password (%40 %2F %23)");
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
        // In this part of a URL a plus is a plus (RFC 3986); only form data decodes it as a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
