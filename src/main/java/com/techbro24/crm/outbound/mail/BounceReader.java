package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.database.BackgroundLoop;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailbox of bounces from time to time. A mail is marked as read once it was acted on, so
 * one that a crash interrupts is read again; acting twice changes nothing. Mails that are neither a
 * report nor a reply are left to people, marked as read.
 */
public final class BounceReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BounceReader.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MAILS_AT_ONCE_MAX = 200;

    private final MailServer server;
    private final Clock clock;
    private final Actions actions;
    private final BackgroundLoop loop;
    private boolean failing;

    /** What is done about what comes back. */
    public interface Actions {
        /**
         * A message did not arrive.
         *
         * @param messageId as the report says; it may be none of ours
         * @param permanent whether the address will never take one
         */
        void bounced(String messageId, String status, String diagnostic, boolean permanent);

        /** Someone answered an invitation; the document is as it came. */
        void replied(String document);
    }

    public BounceReader(MailServer server, Clock clock, Actions actions) {
        this.server = server;
        this.clock = clock;
        this.actions = actions;
        this.loop = new BackgroundLoop("bounces", clock, INTERVAL, this::step);
    }

    public void start() {
        loop.start();
    }

    private Instant step() {
        try {
            read();
            failing = false;
        } catch (MessagingException | IOException failure) {
            // An outage is told once, not each minute.
            if (!failing) {
                LOG.warn("the mailbox of bounces can't be read: {}", failure.getMessage());
            }
            failing = true;
        }
        return clock.instant().plus(INTERVAL);
    }

    /** Reads what has not been read; returns how many mails. */
    public int read() throws MessagingException, IOException {
        Session session = MailSessions.imap(server);
        try (Store store = session.getStore(server.encrypted() ? "imaps" : "imap")) {
            store.connect(server.host(), server.port(), server.user(), server.password());
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                Message[] unread = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                Message[] some = Arrays.copyOf(unread, Math.min(unread.length, MAILS_AT_ONCE_MAX));
                for (Message mail : some) {
                    act(mail);
                    mail.setFlag(Flags.Flag.SEEN, true);
                }
                return some.length;
            }
        }
    }

    private void act(Message mail) throws MessagingException {
        try {
            Optional<Bounce> bounce = Bounce.read(mail);
            if (bounce.isPresent()) {
                Bounce found = bounce.get();
                actions.bounced(
                        found.messageId(), found.status(), found.diagnostic(), found.isPermanent());
                return;
            }
            CalendarPart.find(mail).ifPresent(actions::replied);
        } catch (IOException | MessagingException unreadable) {
            LOG.warn("a mail in the mailbox of bounces can't be read", unreadable);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
