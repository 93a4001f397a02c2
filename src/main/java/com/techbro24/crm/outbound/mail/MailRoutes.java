package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.outbound.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A test mail for admins, and the page on which recipients end mails. */
public final class MailRoutes {
    private static final String HTML = "text/html; charset=utf-8";

    /** The page posts to this server only. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex">
            <title>Unsubscribe</title>
            <style>body{margin:0 auto;max-width:34rem;padding:2rem 1rem;font:16px/1.6 system-ui}</style>
            </head>
            <body>
            <h1>Unsubscribe</h1>
            %s
            </body>
            </html>
            """;

    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final MailSettings settings;
    private final MailWriters writers;
    private final Optional<EmailTransport> transport;

    /**
     * @param transport empty if email is not set up
     */
    public MailRoutes(
            Database database,
            GroupCommit writer,
            Clock clock,
            MailSettings settings,
            MailWriters writers,
            Optional<EmailTransport> transport) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.settings = settings;
        this.writers = writers;
        this.transport = transport;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/mail/test",
                                "Send a test mail to yourself, to try the settings; answers what the"
                                        + " mail server said.")
                        .named("Send test mail")
                        .roles(Role.ADMINS)
                        .replies(MailTest.class)
                        .answer(this::test),
                Route.get(Unsubscribing.PATH + ":token", "Asks whether to end mails.")
                        .named("Ask to unsubscribe")
                        .open(true)
                        .secretPath()
                        .produces("text/html")
                        .answer(this::ask),
                Route.post(Unsubscribing.PATH + ":token", "Ends mails by one request (RFC 8058).")
                        .named("Unsubscribe")
                        .open(true)
                        .secretPath()
                        .consumes("application/x-www-form-urlencoded", "multipart/form-data")
                        .produces("text/html")
                        .answer(this::unsubscribe));
    }

    private Reply test(Request request) {
        request.caller().checkMayWrite();
        String to =
                database.<Optional<Account>>read(
                                tx -> AccountStore.find(tx, request.caller().agent()))
                        .map(Account::email)
                        .orElseThrow(() -> Problem.notFound("agent"));
        if (transport.isEmpty()) {
            return Reply.json(new MailTest(false, to, settings.missing().orElse(null), 0));
        }
        String text = "This is a test mail. Whoever reads it has a CRM that sends mail.";
        Mail mail = new Mail("Test mail of TechBro24 CRM", text, "<p>" + MailTemplate.escape(text));
        EmailTransport.Trial trial = transport.get().attempt(Id.next(), to, mail);
        return Reply.json(
                new MailTest(
                        trial.error().isEmpty(),
                        to,
                        trial.error().orElse(null),
                        trial.took().toMillis()));
    }

    /** Mail scanners open links, so only the button ends anything. */
    private Reply ask(Request request) {
        Message message = database.read(tx -> find(tx, request));
        return page(
                "<p>You will get no more %s.</p><form method=\"post\"><button>Unsubscribe</button></form>"
                        .formatted(subject(message)));
    }

    private Reply unsubscribe(Request request) {
        Message message =
                writer.write(
                        tx -> {
                            Message found = find(tx, request);
                            writers.of(found).unsubscribe(tx, found, clock.instant());
                            return found;
                        });
        return page("<p>Done: you will get no more %s.</p>".formatted(subject(message)));
    }

    private Message find(Tx tx, Request request) {
        return Unsubscribing.find(tx, request.pathValue("token"))
                .filter(message -> writers.find(message).isPresent())
                .orElseThrow(() -> Problem.notFound("mail"));
    }

    private String subject(Message message) {
        return MailTemplate.escape(writers.of(message).subject(message));
    }

    private static Reply page(String content) {
        return Reply.of(200, HTML, PAGE.formatted(content).getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Security-Policy", POLICY)
                .withHeader("Referrer-Policy", "no-referrer");
    }
}
