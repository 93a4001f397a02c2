package com.techbro24.crm.outbound.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the mail server that stay open from one mail to the next, since a new one takes
 * several round trips and a login. Servers close what is idle, so a connection that was idle for a
 * while is not used again.
 */
final class SmtpConnections implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 4;
    private static final Duration IDLE_MAX = Duration.ofSeconds(20);

    private final MailServer server;
    private final Session session;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    private record Idle(Transport transport, long since) {}

    SmtpConnections(MailServer server) {
        this.server = server;
        this.session = MailSessions.smtp(server);
    }

    Session session() {
        return session;
    }

    /** Waits for a connection, and until the server has taken the mail. */
    void send(Message message, Address[] recipients) throws MessagingException {
        free.acquireUninterruptibly();
        try {
            Transport transport = take();
            boolean sent = false;
            try {
                transport.sendMessage(message, recipients);
                sent = true;
            } finally {
                // After a failure nobody knows in which state the dialogue is.
                if (sent) {
                    giveBack(transport);
                } else {
                    closeQuietly(transport);
                }
            }
        } finally {
            free.release();
        }
    }

    private Transport take() throws MessagingException {
        for (Idle found = next(); found != null; found = next()) {
            boolean fresh = System.nanoTime() - found.since < IDLE_MAX.toNanos();
            // Asks the server, which may have closed it.
            if (fresh && found.transport.isConnected()) {
                return found.transport;
            }
            closeQuietly(found.transport);
        }
        Transport transport = session.getTransport();
        transport.connect(server.host(), server.port(), server.user(), server.password());
        return transport;
    }

    private synchronized @Nullable Idle next() {
        return idle.pollLast();
    }

    private void giveBack(Transport transport) {
        synchronized (this) {
            if (!closed) {
                idle.addLast(new Idle(transport, System.nanoTime()));
                return;
            }
        }
        closeQuietly(transport);
    }

    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException broken) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Idle found = next(); found != null; found = next()) {
            closeQuietly(found.transport);
        }
    }
}
