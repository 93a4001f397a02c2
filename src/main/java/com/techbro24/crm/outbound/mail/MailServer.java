package com.techbro24.crm.outbound.mail;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a mail server with its login, such as {@code smtps://user:password@host}.
 *
 * @param encrypted whether the connection is encrypted from its first byte
 * @param user null for a server without a login
 */
public record MailServer(
        boolean encrypted,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    private static final int SMTPS_PORT = 465;
    private static final int SMTP_PORT = 587;
    private static final int IMAPS_PORT = 993;
    private static final int IMAP_PORT = 143;

    /** Of the form {@code smtps://user:password@host:port}, or with {@code smtp}. */
    public static MailServer smtp(String text) {
        return parse(text, "smtp", SMTP_PORT, SMTPS_PORT);
    }

    /** Of the form {@code imaps://user:password@host:port}, or with {@code imap}. */
    public static MailServer imap(String text) {
        return parse(text, "imap", IMAP_PORT, IMAPS_PORT);
    }

    private static MailServer parse(String text, String scheme, int plainPort, int securePort) {
        String wanted =
                "must be an address such as %ss://user:password@mail.example.com; percent-encode"
                        + " characters such as @ / # in the login";
        try {
            URI uri = URI.create(text);
            String found = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean encrypted = found.equals(scheme + "s");
            boolean bare =
                    uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && List.of("", "/").contains(uri.getRawPath());
            if (!(encrypted || found.equals(scheme)) || uri.getHost() == null || !bare) {
                throw new IllegalArgumentException(wanted.formatted(scheme));
            }
            String login = uri.getRawUserInfo();
            int colon = login == null ? -1 : login.indexOf(':');
            if (login != null && colon < 0) {
                throw new IllegalArgumentException(wanted.formatted(scheme));
            }
            int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? securePort : plainPort;
            return new MailServer(
                    encrypted,
                    uri.getHost().replaceAll("[\\[\\]]", ""),
                    port,
                    login == null ? null : decoded(login.substring(0, colon)),
                    login == null ? null : decoded(login.substring(colon + 1)));
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException(wanted.formatted(scheme), notAnAddress);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether it is this machine, where a connection needs no encryption. */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    @Override
    public String toString() {
        return "MailServer[" + host + ":" + port + "]"; // keeps the password out of logs
    }
}
