package com.techbro24.crm.outbound.mail;

import jakarta.mail.Session;
import java.util.Properties;

/** The settings of the mail library for one server. */
final class MailSessions {
    private static final String CONNECT_MILLISECONDS = "10000";
    private static final String READ_MILLISECONDS = "30000";

    private MailSessions() {}

    static Session smtp(MailServer server) {
        return session(server, server.encrypted() ? "smtps" : "smtp");
    }

    static Session imap(MailServer server) {
        return session(server, server.encrypted() ? "imaps" : "imap");
    }

    private static Session session(MailServer server, String protocol) {
        Properties all = new Properties();
        String prefix = "mail." + protocol + ".";
        all.put(prefix + "connectiontimeout", CONNECT_MILLISECONDS);
        all.put(prefix + "timeout", READ_MILLISECONDS);
        all.put(prefix + "writetimeout", READ_MILLISECONDS);
        all.put(prefix + "ssl.checkserveridentity", "true");
        all.put(prefix + "auth", Boolean.toString(server.user() != null));
        // A login and a mail are not sent over a network in the clear.
        boolean mustEncrypt = !server.encrypted() && !server.isLoopback();
        all.put(prefix + "starttls.enable", Boolean.toString(mustEncrypt));
        all.put(prefix + "starttls.required", Boolean.toString(mustEncrypt));
        all.put(prefix + "quitwait", "false");
        all.put("mail.mime.allowutf8", "false");
        return Session.getInstance(all);
    }
}
