package com.techbro24.crm.integrations.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.integrations.twilio.Twiml;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.MessageStatus;
import com.techbro24.crm.outbound.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The routes of SMS. */
final class SmsRoutes {
    static final String STATUS = "/api/sms/:provider/status";
    private static final String INBOUND = "/api/sms/:provider/inbound";

    /** A receipt may be faster than the note that the message was sent. */
    private static final int LOOKS_MAX = 30;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final GroupCommit writer;
    private final Clock clock;
    private final SmsDirectory directory;
    private final SmsQueue queue;
    private final SmsInbox inbox;
    private final List<SmsProvider> providers;

    SmsRoutes(
            GroupCommit writer,
            Clock clock,
            SmsDirectory directory,
            SmsQueue queue,
            SmsInbox inbox,
            List<SmsProvider> providers) {
        this.writer = writer;
        this.clock = clock;
        this.directory = directory;
        this.queue = queue;
        this.inbox = inbox;
        this.providers = providers;
    }

    List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/leads/:id/sms",
                                "Send an SMS to a lead. It leaves at once, or when the lead's calling"
                                        + " hours begin.")
                        .named("Send SMS")
                        .body(SmsRequest.class)
                        .replies(Message.class)
                        .status(201)
                        .problems(
                                Problem.Code.FORBIDDEN,
                                Problem.Code.UNPROCESSABLE,
                                Problem.Code.GONE)
                        .answer(this::send),
                callback(STATUS.replace(":provider", HttpSms.NAME), "The receipt of a message.")
                        .named("Report SMS")
                        .body(HttpSmsReceipt.class)
                        .answer(request -> receipt(request, HttpSms.NAME)),
                callback(INBOUND.replace(":provider", HttpSms.NAME), "A message from outside.")
                        .named("Hand over SMS")
                        .body(HttpSmsIncoming.class)
                        .answer(request -> incoming(request, HttpSms.NAME)),
                twilio(STATUS)
                        .takes(Parameter.text("message", "The message"))
                        .answer(request -> receipt(request, TwilioSms.NAME)),
                twilio(INBOUND).answer(request -> incoming(request, TwilioSms.NAME)));
    }

    private static Route callback(String path, String summary) {
        return Route.post(path, summary + " From an SMS gateway, signed as a Standard Webhook.")
                .open(true)
                .uncounted()
                .hide()
                .status(204)
                .problems(
                        Problem.Code.FORBIDDEN,
                        Problem.Code.UNPROCESSABLE,
                        Problem.Code.UNAVAILABLE);
    }

    /** Its form is Twilio's, so it is not in the documents. */
    private static Route twilio(String path) {
        return Route.post(path.replace(":provider", TwilioSms.NAME), "From Twilio.")
                .open(true)
                .uncounted()
                .hide()
                .consumes("application/x-www-form-urlencoded")
                .produces(Twiml.TYPE);
    }

    private Reply send(Request request) {
        Caller caller = request.caller();
        caller.checkMayWrite();
        String leadId = request.id("id", "lead");
        String text = request.body(SmsRequest.class).text();
        Message message =
                writer.write(
                        tx ->
                                queue.toLead(
                                        tx,
                                        directory.lead(tx, leadId, caller),
                                        text,
                                        caller.agentId(),
                                        clock.instant()));
        return Reply.json(message).withStatus(201);
    }

    private SmsProvider provider(String name) {
        return providers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.unprocessable(
                                        name.equals(HttpSms.NAME)
                                                ? "No SMS gateway is set up: set CRM_SMS_URL and CRM_SMS_SECRET."
                                                : "Twilio is not set up: set CRM_TWILIO_ACCOUNT."));
    }

    private Reply incoming(Request request, String name) {
        SmsProvider provider = provider(name);
        SmsProvider.Incoming message = provider.incoming(request);
        boolean _ = writer.write(tx -> inbox.take(tx, provider, message));
        return taken(name);
    }

    private Reply receipt(Request request, String name) {
        SmsProvider provider = provider(name);
        SmsProvider.Receipt told = provider.receipt(request);
        if (told.status() == null) {
            return taken(name);
        }
        for (int look = 0; look < LOOKS_MAX; look++) {
            if (writer.write(tx -> take(tx, provider, told))) {
                return taken(name);
            }
            pause();
        }
        throw Problem.unavailable("The message is not known here.");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The server is stopping.");
        }
    }

    /** Returns false while the message is still being sent, so its provider's id is not noted. */
    private boolean take(Tx tx, SmsProvider provider, SmsProvider.Receipt told) {
        Optional<Message> message =
                Outbox.receipt(
                        tx,
                        provider.name(),
                        told.providerId(),
                        Objects.requireNonNull(told.status()),
                        told.error(),
                        clock.instant());
        if (message.isPresent() && told.isStopped()) {
            String why = String.valueOf(told.error());
            return inbox.stop(
                    tx, message.get().recipient(), why, provider.name() + ":" + told.providerId());
        }
        return message.isPresent() || !isOnItsWay(tx, told);
    }

    /** A message that we do not have was sent by somebody else with the account. */
    private static boolean isOnItsWay(Tx tx, SmsProvider.Receipt told) {
        return told.messageId() == null
                || Outbox.find(tx, told.messageId())
                        .filter(
                                message ->
                                        message.status() == MessageStatus.SENDING
                                                || message.status() == MessageStatus.QUEUED)
                        .isPresent();
    }

    private static Reply taken(String name) {
        return name.equals(TwilioSms.NAME)
                ? Reply.of(200, Twiml.TYPE, Twiml.nothing().getBytes(UTF_8))
                : Reply.empty();
    }
}
