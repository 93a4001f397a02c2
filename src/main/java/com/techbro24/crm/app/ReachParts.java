package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.automation.ActionType;
import com.techbro24.crm.automation.Neighbours;
import com.techbro24.crm.calendar.InvitationFollower;
import com.techbro24.crm.calendar.InvitationReplies;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.notifications.DigestMail;
import com.techbro24.crm.notifications.EmailBounces;
import com.techbro24.crm.notifications.EmailSender;
import com.techbro24.crm.notifications.InAppSender;
import com.techbro24.crm.notifications.NotificationMail;
import com.techbro24.crm.notifications.NotificationPush;
import com.techbro24.crm.notifications.PushSender;
import com.techbro24.crm.notifications.Sender;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.Transport;
import com.techbro24.crm.outbound.mail.BounceReader;
import com.techbro24.crm.outbound.mail.DirectMail;
import com.techbro24.crm.outbound.mail.EmailTransport;
import com.techbro24.crm.outbound.mail.MailRoutes;
import com.techbro24.crm.outbound.mail.MailSettings;
import com.techbro24.crm.outbound.mail.MailWriters;
import com.techbro24.crm.outbound.mail.Unsubscribing;
import com.techbro24.crm.outbound.push.Push;
import com.techbro24.crm.outbound.push.PushRoutes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How people are reached outside of the program, as far as it is set up: mail and push. */
final class ReachParts implements AutoCloseable {
    private final Core core;
    private final Settings settings;
    private final MailWriters writers;
    private final Optional<EmailTransport> email;
    private final Optional<BounceReader> bounces;
    private final List<Route> routes = new ArrayList<>();

    ReachParts(Core core, Settings settings) {
        this.core = core;
        this.settings = settings;
        writers =
                new MailWriters(
                        Map.of(
                                DirectMail.KIND, new DirectMail(),
                                NotificationMail.KIND, new NotificationMail(core.runner()),
                                DigestMail.KIND, new DigestMail(core.runner())));
        email = settings.mail().missing().isPresent() ? Optional.empty() : Optional.of(email());
        EmailBounces actions =
                new EmailBounces(
                        core.writer(),
                        core.runner(),
                        core.clock(),
                        new InvitationReplies(core.runner())::accept);
        bounces =
                email.flatMap(_ -> settings.mail().bounces())
                        .map(server -> new BounceReader(server, core.clock(), actions));
        routes.addAll(
                new MailRoutes(
                                core.database(),
                                core.writer(),
                                core.clock(),
                                settings.mail(),
                                writers,
                                email)
                        .routes());
    }

    private EmailTransport email() {
        return new EmailTransport(
                core.database(),
                core.writer(),
                core.clock(),
                settings.mail(),
                writers,
                new Unsubscribing(settings.http().publicUrl()));
    }

    /** The channels of notifications. */
    static List<Sender> senders(Settings settings, Clock clock) {
        List<Sender> senders = new ArrayList<>(List.of(new InAppSender()));
        if (settings.mail().missing().isEmpty()) {
            senders.add(new EmailSender(clock, settings.work().notifications().zone()));
        }
        if (settings.push().isAny()) {
            senders.add(new PushSender(clock, settings.work().reminders().overdueGrace()));
        }
        senders.addAll(TelephonyParts.senders(settings, clock));
        return senders;
    }

    /** What rules can send. */
    static Map<ActionType, BiConsumer<Tx, Neighbours.Outgoing>> actions(
            MailSettings mail, Clock clock) {
        return mail.missing().isPresent()
                ? Map.of()
                : Map.of(ActionType.SEND_EMAIL, new AutomationMail(clock)::send);
    }

    /** Closed by who sends with them. Adds the routes of push, which need the client. */
    List<Transport> transports(OutboundHttp http) {
        Push push =
                Push.open(
                        settings.push(),
                        core.database(),
                        core.writer(),
                        core.secrets(),
                        http,
                        core.clock());
        routes.addAll(new PushRoutes(core.writer(), core.clock(), push, http.guard()).routes());
        List<Transport> transports = new ArrayList<>();
        email.ifPresent(transports::add);
        push.transport(
                        core.database(),
                        core.writer(),
                        new NotificationPush(core.database(), core.runner()))
                .ifPresent(transports::add);
        return transports;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Invites agents to their meetings; empty if email is not set up. */
    Optional<Follower> invitations() {
        return email.flatMap(_ -> settings.mail().from())
                .map(
                        sender ->
                                new InvitationFollower(
                                        core.clock(),
                                        sender.address(),
                                        settings.work().reminders().zone()));
    }

    void start() {
        bounces.ifPresent(BounceReader::start);
    }

    @Override
    public void close() {
        bounces.ifPresent(BounceReader::close);
    }
}
