package com.techbro24.crm.app;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the data lives: a file of SQLite's, or a PostgreSQL server. */
sealed interface DatabaseAddress {

    /** A file of SQLite's; its folder is made when it is missing. */
    record Sqlite(Path file) implements DatabaseAddress {}

    /**
     * A PostgreSQL database, as its driver wants it.
     *
     * @param jdbcUrl without user and password
     */
    record Postgresql(String jdbcUrl, String user, String password) implements DatabaseAddress {
        @Override
        public String toString() {
            return jdbcUrl + " as " + user; // no password in a log
        }
    }

    /** Reads {@code sqlite:<file>} or {@code postgresql://user:password@host:port/name?options}. */
    static DatabaseAddress read(String text) {
        if (text.startsWith("sqlite:") && text.length() > "sqlite:".length())
            return new Sqlite(Path.of(text.substring("sqlite:".length())));
        if (text.startsWith("postgresql://") || text.startsWith("postgres://"))
            return postgresql(text);
        throw SettingReaders.wrong(
                "must be sqlite:<file> or postgresql://user:password@host:port/database");
    }

    private static Postgresql postgresql(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            // Not with the exception's own message: it quotes the text, and so the password.
            throw SettingReaders.wrong(
                    "is no readable address; signs such as @ / # in a password are written"
                            + " percent-encoded (%40 %2F %23)");
        }
        if (uri.getHost() == null || uri.getPath().length() < 2)
            throw SettingReaders.wrong(
                    "must name a host and a database: postgresql://user:password@host:port/database");
        var userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        var password = colon < 0 ? "" : userInfo.substring(colon + 1);
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Postgresql(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + options,
                decoded(user),
                decoded(password));
    }

    private static String decoded(String text) {
        // In this part of an address a plus is a plus (RFC 3986); only a form makes it a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
