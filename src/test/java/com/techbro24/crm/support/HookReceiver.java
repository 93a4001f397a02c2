package com.techbro24.crm.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver of webhooks on the loopback that remembers what it got. */
public final class HookReceiver implements AutoCloseable {
    /** A request as it came. */
    public record Received(HttpHeaders headers, String body) {
        public JsonNode json() {
            return Json.read(body);
        }

        public String id() {
            return headers.firstValue("webhook-id").orElse("");
        }

        public String type() {
            return json().get("type").textValue();
        }

        /** As a line: the type and the name in the record. */
        public String line() {
            return type() + " " + json().at("/data/record/name").asText();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Integer> how = _ -> 204;

    public HookReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Received received =
                    new Received(
                            HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), body);
            all.add(received);
            exchange.sendResponseHeaders(how.apply(received), -1);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** From now on it answers with this status; the function may also wait. */
    public void answers(Function<Received, Integer> status) {
        how = status;
    }

    public List<Received> all() {
        return List.copyOf(all);
    }

    public List<String> lines() {
        return all.stream().map(Received::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
