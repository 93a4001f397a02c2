package com.techbro24.crm.app;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationPriority;
import com.techbro24.crm.notifications.NotificationType;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.webhooks.DisabledReason;
import com.techbro24.crm.webhooks.Webhook;
import com.techbro24.crm.webhooks.WebhookDispatcher;
import com.techbro24.crm.webhooks.WebhookRoutes;
import com.techbro24.crm.webhooks.WebhookServices;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Webhooks, put together. */
final class WebhookParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookParts.class);

    private final Core core;
    private final WebhookDispatcher dispatcher;
    private final List<Route> routes;

    WebhookParts(Core core, WebhookServices services, MeterRegistry metrics) {
        this.core = core;

        dispatcher = new WebhookDispatcher(services, new ByNotification());
        routes = new WebhookRoutes(services).routes();
        Gauge.builder("crm.webhooks.lag", dispatcher, WebhookDispatcher::lag)
                .description("Events that the slowest webhook of this node has not looked at")
                .register(metrics);
    }

    static WebhookServices services(Core core, Settings settings, OutboundHttp http) {
        return WebhookServices.of(
                core.database(),
                core.writer(),
                core.feed(),
                core.reader(),
                core.runner(),
                core.clock(),
                RoomRows.ALL,
                core.secrets(),
                http,
                settings.outbound().webhookTimeout());
    }

    List<Route> routes() {
        return routes;
    }

    void start() {
        dispatcher.start();
    }

    @Override
    public void close() {
        dispatcher.close();
    }

    /** Owners hear of it in their inbox. */
    private final class ByNotification implements WebhookDispatcher.Notices {
        @Override
        public void failing(Webhook webhook, Instant since) {
            tell(
                    webhook,
                    "A webhook is failing",
                    "Nothing was delivered to %s since %s. It is tried for five days."
                            .formatted(webhook.url(), since),
                    "webhook-failing:" + webhook.id() + ":" + since.toEpochMilli());
        }

        @Override
        public void disabled(Webhook webhook, DisabledReason why) {
            tell(
                    webhook,
                    "A webhook was disabled",
                    switch (why) {
                        case GONE -> webhook.url() + " answered that it is gone (410).";
                        case FAILING -> webhook.url() + " failed for too long.";
                        case OWNER_INACTIVE -> "Its owner may not own webhooks any more.";
                        case BY_HAND -> webhook.url() + " was disabled.";
                    },
                    "webhook-disabled:" + webhook.id() + ":" + webhook.version());
        }

        private void tell(Webhook webhook, String title, String message, String key) {
            NotificationCommand command =
                    new NotificationCommand.Create(
                            null,
                            webhook.ownerId(),
                            NotificationType.ALERT,
                            NotificationPriority.HIGH,
                            title,
                            message,
                            null,
                            key,
                            null);
            try {
                var _ = core.runner().run(Submission.of(command, Caller.SYSTEM));
            } catch (Problem problem) {
                LOG.warn(
                        "the owner of the webhook {} was not told: {}",
                        webhook.id(),
                        problem.detail());
            }
        }
    }
}
