package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.outbound.MessageRoutes;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundSender;
import com.techbro24.crm.outbound.Transport;
import com.techbro24.crm.webhooks.WebhookServices;
import com.techbro24.crm.webhooks.WebhookTransport;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What sends to the outside, and the transports that are set up. */
final class OutboundParts implements AutoCloseable {
    private final OutboundHttp http;
    private final WebhookServices webhooks;
    private final OutboundSender sender;
    private final List<Route> routes;

    /**
     * @param transports those of the channels, over the guarded client
     */
    OutboundParts(
            Core core,
            Settings settings,
            Vertx vertx,
            Function<OutboundHttp, List<Transport>> transports) {
        http = new OutboundHttp(vertx, core.guard());
        webhooks = WebhookParts.services(core, settings, http);
        List<Transport> all = new ArrayList<>(transports.apply(http));
        all.add(new WebhookTransport(webhooks));
        sender = new OutboundSender(core.database(), core.writer(), core.clock(), all);
        routes = new MessageRoutes(core.database()).routes();
    }

    /** What events and the messages of rules are sent to webhooks with. */
    WebhookServices webhooks() {
        return webhooks;
    }

    OutboundHttp http() {
        return http;
    }

    List<Route> routes() {
        return routes;
    }

    void start() {
        sender.start();
    }

    @Override
    public void close() {
        sender.close();
        http.close();
    }
}
