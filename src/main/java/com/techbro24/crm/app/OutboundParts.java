package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.MessageRoutes;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.OutboundSender;
import com.techbro24.crm.outbound.Transport;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;

/** What sends to the outside, and the transports that are set up. */
final class OutboundParts implements AutoCloseable {
    private final OutboundHttp http;
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
        AddressGuard guard =
                new AddressGuard(settings.outbound().allow(), AddressGuard.Resolver.SYSTEM);
        http = new OutboundHttp(vertx, guard);
        sender =
                new OutboundSender(
                        core.database(), core.writer(), core.clock(), transports.apply(http));
        routes = new MessageRoutes(core.database()).routes();
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
