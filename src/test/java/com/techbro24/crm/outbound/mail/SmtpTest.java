package com.techbro24.crm.outbound.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What mail servers answer, and what is said to them. */
class SmtpTest {
    private static final MailSettings.Sender SENDER =
            new MailSettings.Sender("CRM", "crm@crm.test");
    private static final Mail MAIL = new Mail("Hello", "Hello", "<p>Hello");

    /** A mail server that answers a command as the test says, and otherwise agrees. */
    private static final class ScriptedSmtp implements AutoCloseable {
        private final ServerSocket listening;
        private final UnaryOperator<String> answers;
        final List<String> said = new CopyOnWriteArrayList<>();

        /**
         * @param answers by the line of the client; empty for the usual answer
         */
        ScriptedSmtp(UnaryOperator<String> answers) throws IOException {
            this.answers = answers;
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        MailServer server() {
            return MailServer.smtp("smtp://127.0.0.1:" + listening.getLocalPort());
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = listening.accept();
                    said.add("connected");
                    Thread.ofVirtual().start(() -> talk(client));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void talk(Socket client) {
            try (client;
                    var lines =
                            new BufferedReader(
                                    new InputStreamReader(client.getInputStream(), US_ASCII))) {
                OutputStream out = client.getOutputStream();
                out.write("220 ready\r\n".getBytes(US_ASCII));
                boolean inData = false;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.add(line);
                    if (inData) {
                        inData = !line.equals(".");
                        if (inData) {
                            continue;
                        }
                    }
                    inData = line.equals("DATA");
                    String answer = answers.apply(line);
                    String usual = inData ? "354 go on" : "250 fine";
                    out.write(((answer.isEmpty() ? usual : answer) + "\r\n").getBytes(US_ASCII));
                }
            } catch (IOException closed) {
                // The client has left.
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    private static void send(SmtpConnections connections, String to) throws MessagingException {
        MimeMail mime =
                MimeMail.of(connections.session(), SENDER, "id-1", to, MAIL, Instant.EPOCH, true);
        connections.send(mime, mime.getAllRecipients());
    }

    private static SmtpAnswer refusal(UnaryOperator<String> answers) throws IOException {
        try (ScriptedSmtp smtp = new ScriptedSmtp(answers);
                SmtpConnections connections = new SmtpConnections(smtp.server())) {
            send(connections, "ann@example.com");
            throw new AssertionError("it was taken");
        } catch (MessagingException failure) {
            return SmtpAnswer.of(failure);
        }
    }

    @Test
    void an_address_that_nobody_has_is_told_from_a_mail_that_is_not_wanted() throws IOException {
        SmtpAnswer nobody =
                refusal(line -> line.startsWith("RCPT") ? "550 5.1.1 no such user" : "");
        assertThat(nobody.permanent()).isTrue();
        assertThat(nobody.unknownAddress()).isTrue();
        assertThat(nobody.reason()).contains("no such user");
        SmtpAnswer unwanted = refusal(line -> line.equals(".") ? "554 5.7.1 looks like spam" : "");
        assertThat(unwanted.permanent()).isTrue();
        assertThat(unwanted.unknownAddress()).isFalse();
        SmtpAnswer busy = refusal(line -> line.startsWith("RCPT") ? "451 4.7.1 later" : "");
        assertThat(busy.permanent()).isFalse();
        SmtpAnswer lost = refusal(line -> line.startsWith("MAIL") ? "421 closing" : "");
        assertThat(lost.permanent()).isFalse();
    }

    @Test
    void a_connection_serves_many_mails_and_a_new_one_follows_a_failure() throws Exception {
        try (ScriptedSmtp smtp =
                        new ScriptedSmtp(
                                line -> line.contains("bad@") ? "550 5.1.1 no such user" : "");
                SmtpConnections connections = new SmtpConnections(smtp.server())) {
            for (int count = 0; count < 5; count++) {
                send(connections, "ann@example.com");
            }
            assertThat(smtp.said.stream().filter("connected"::equals)).hasSize(1);
            assertThatThrownBy(() -> send(connections, "bad@example.com"))
                    .isInstanceOf(MessagingException.class);
            send(connections, "ann@example.com");
            assertThat(smtp.said.stream().filter("connected"::equals)).hasSize(2);
            assertThat(smtp.said).contains("MAIL FROM:<crm+id-1@crm.test>");
        }
    }

    @Test
    void no_text_adds_a_header_or_a_recipient() throws Exception {
        try (ScriptedSmtp smtp = new ScriptedSmtp(_ -> "");
                SmtpConnections connections = new SmtpConnections(smtp.server())) {
            Mail mail =
                    new Mail("Hello\r\nBcc: eve@example.com", "Hello", "<p>Hello")
                            .withUnsubscribe("https://crm.test/x\r\nX-Other: 1");
            MimeMail mime =
                    MimeMail.of(
                            connections.session(),
                            SENDER,
                            "id-1",
                            "ann@example.com",
                            mail,
                            Instant.EPOCH,
                            false);
            connections.send(mime, mime.getAllRecipients());
            assertThat(smtp.said).noneMatch(line -> line.startsWith("Bcc:"));
            assertThat(smtp.said).noneMatch(line -> line.startsWith("X-Other:"));
            assertThat(smtp.said).contains("MAIL FROM:<crm@crm.test>");
            for (String to :
                    List.of(
                            "ann@example.com\r\nBcc: eve@example.com",
                            "ann@example.com, eve@example.com",
                            "Ann <ann@example.com>",
                            "ann",
                            "")) {
                assertThatThrownBy(() -> send(connections, to))
                        .as(to)
                        .isInstanceOf(AddressException.class);
            }
        }
    }

    @Test
    void servers_and_senders_are_read_from_settings() {
        MailServer server = MailServer.smtp("smtps://ann%40crm.test:p%2Fw+1@mail.crm.test");
        assertThat(server)
                .isEqualTo(new MailServer(true, "mail.crm.test", 465, "ann@crm.test", "p/w+1"));
        assertThat(server.toString()).doesNotContain("p/w");
        assertThat(MailServer.imap("imap://127.0.0.1:1143").port()).isEqualTo(1143);
        for (String wrong :
                List.of("mail.crm.test", "https://a:b@c", "smtp://a@c", "smtp://a:b@c/x")) {
            assertThatThrownBy(() -> MailServer.smtp(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(MailSettings.Sender.parse("\"Sales\" <crm@crm.test>"))
                .isEqualTo(new MailSettings.Sender("Sales", "crm@crm.test"));
        assertThat(MailSettings.Sender.parse("crm@crm.test").returnPath("7"))
                .isEqualTo("crm+7@crm.test");
        for (String wrong : List.of("Sales", "a b@c", "Sales <a@b> x", "a@b\r\nBcc: c@d")) {
            assertThatThrownBy(() -> MailSettings.Sender.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
