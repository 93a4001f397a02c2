package com.techbro24.crm.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A reverse proxy on the loopback, for HTTP and websockets. */
public final class FrontProxy implements AutoCloseable {
    /** Each websocket keeps one. */
    private static final int CONNECTIONS_MAX = 200;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    private final HttpServer server;

    /**
     * @param path changes the path and query of each request
     * @param answered called with the method and the path before a response is passed on; it may
     *     block
     */
    public FrontProxy(
            int targetPort, UnaryOperator<String> path, BiConsumer<String, String> answered) {
        HttpProxy proxy =
                HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(true), client)
                        .origin(targetPort, "127.0.0.1")
                        .addInterceptor(
                                new ProxyInterceptor() {
                                    @Override
                                    public Future<ProxyResponse> handleProxyRequest(
                                            ProxyContext context) {
                                        var request = context.request();
                                        context.set("path", request.getURI());
                                        request.setURI(path.apply(request.getURI()));
                                        // The library does not keep the Host of websockets, so
                                        // this page would be one of another host.
                                        request.headers().remove("origin");
                                        return context.sendRequest();
                                    }

                                    @Override
                                    public Future<Void> handleProxyResponse(ProxyContext context) {
                                        return context.isWebSocket()
                                                ? context.sendResponse()
                                                : pass(context, answered);
                                    }
                                },
                                true);
        server = vertx.createHttpServer().requestHandler(proxy).listen(0, "127.0.0.1").await();
    }

    private Future<Void> pass(ProxyContext context, BiConsumer<String, String> answered) {
        String method = context.request().getMethod().name();
        String path = context.get("path", String.class);
        return vertx.executeBlocking(
                        () -> {
                            answered.accept(method, path);
                            return true;
                        },
                        false)
                .compose(_ -> context.sendResponse());
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
        vertx.close().await();
    }
}
