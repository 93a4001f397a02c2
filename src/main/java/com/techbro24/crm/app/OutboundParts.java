package com.techbro24.crm.app;

import com.techbro24.crm.http.Route;
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
    OutboundParts(Core core, Vertx vertx, Function<OutboundHttp, List<Transport>> transports) {
        http = new OutboundHttp(vertx, core.guard());
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
