package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.integrations.twilio.FormBody;
import com.techbro24.crm.integrations.twilio.TwilioSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Twilio on the loopback, by its public reference: the REST API, and callbacks that it signs. */
final class FakeTwilio implements AutoCloseable {
    static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    static final String TOKEN = "a-token-of-twilio";
    static final String NUMBER = "+4930901820";
    static final String PUBLIC = "https://crm.example.com";

    /** A call or a message as the API has it. */
    record Made(String sid, FormBody form, Map<String, String> state) {}

    private record Failure(int status, int code, Map<String, String> headers) {}

    final Map<String, Made> made = new ConcurrentHashMap<>();
    final List<Made> messages = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private byte[] recording = new byte[0];

    FakeTwilio() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/2010-04-01/Accounts/" + ACCOUNT + "/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The settings of a server that uses it. */
    Map<String, String> settings() {
        return new TreeMap<>(
                Map.of(
                        "CRM_TWILIO_ACCOUNT", ACCOUNT,
                        "CRM_TWILIO_TOKEN", TOKEN,
                        "CRM_TWILIO_NUMBER", NUMBER,
                        "CRM_TWILIO_API", url(),
                        "CRM_PUBLIC_URL", PUBLIC,
                        "CRM_OUTBOUND_ALLOW", "127.0.0.1",
                        "CRM_SMS_INTERVAL", "PT0S"));
    }

    /** The same for tests that watch every change: a silent call is left alone. */
    Map<String, String> quietSettings() {
        Map<String, String> quiet = settings();
        quiet.put("CRM_CALL_SILENCE", "PT1H");
        return quiet;
    }

    /** The next request fails; with the status 0 the connection breaks. */
    void fail(int status, int code, Map<String, String> headers) {
        failures.add(new Failure(status, code, headers));
    }

    String recording(byte[] sound) {
        recording = sound;
        return url() + "/2010-04-01/Accounts/" + ACCOUNT + "/Recordings/RE1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath().replaceFirst(".*/" + ACCOUNT + "/", "");
        Failure failure = failures.poll();
        if (failure != null && failure.status() == 0) {
            exchange.close();
        } else if (failure != null) {
            failure.headers().forEach(exchange.getResponseHeaders()::set);
            reply(exchange, failure.status(), error(failure.code(), failure.status()));
        } else if (!isAuthorized(exchange)) {
            reply(exchange, 401, error(20_003, 401));
        } else if (path.startsWith("Recordings/")) {
            exchange.sendResponseHeaders(200, recording.length);
            exchange.getResponseBody().write(recording);
            exchange.close();
        } else if (exchange.getRequestMethod().equals("POST")) {
            reply(exchange, 201, make(path, FormBody.read(body)));
        } else {
            read(exchange, path);
        }
    }

    private static boolean isAuthorized(HttpExchange exchange) {
        String login = ACCOUNT + ":" + TOKEN;
        String right = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        return right.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static ObjectNode error(int code, int status) {
        return Json.object()
                .put("code", code)
                .put("message", "Error " + code)
                .put("status", status);
    }

    private ObjectNode make(String path, FormBody form) {
        boolean isCall = path.equals("Calls.json");
        String sid = sid(isCall ? "CA" : "SM");
        Made one = new Made(sid, form, new ConcurrentHashMap<>(Map.of("status", "queued")));
        if (isCall) {
            made.put(sid, one);
        } else {
            synchronized (messages) {
                messages.add(one);
            }
        }
        return Json.object().put("sid", sid).put("status", "queued");
    }

    String sid(String prefix) {
        return prefix + "%032x".formatted(count.incrementAndGet());
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (path.equals("Calls.json") && query != null) {
            String parent = query.replace("ParentCallSid=", "");
            ArrayNode calls = Json.MAPPER.createArrayNode();
            made.values().stream()
                    .filter(call -> parent.equals(call.state().get("parent_call_sid")))
                    .forEach(call -> calls.add(shown(call)));
            reply(exchange, 200, (ObjectNode) Json.object().set("calls", calls));
            return;
        }
        Made call = made.get(path.replaceFirst("Calls/(.*)\\.json", "$1"));
        if (call == null) {
            reply(exchange, 404, error(20_404, 404));
        } else {
            reply(exchange, 200, shown(call));
        }
    }

    private static ObjectNode shown(Made call) {
        ObjectNode shown = Json.object().put("sid", call.sid());
        call.state().forEach(shown::put);
        return shown;
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A call that Twilio has without having been asked by us, such as the leg of a lead. */
    String leg(Map<String, String> state) {
        String sid = sid("CA");
        made.put(sid, new Made(sid, new FormBody(Map.of()), new ConcurrentHashMap<>(state)));
        return sid;
    }

    /** The last call that was asked for. */
    Made lastCall() {
        return made.values().stream()
                .filter(call -> call.form().get("Url").isPresent())
                .max(java.util.Comparator.comparing(Made::sid))
                .orElseThrow();
    }

    List<Made> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    /** Asks an address that we were told, as Twilio asks it. */
    HttpResponse<String> callBack(RunningCrm crm, String address, Map<String, String> form) {
        return callBack(crm, address, form, Optional.empty());
    }

    HttpResponse<String> callBack(
            RunningCrm crm, String address, Map<String, String> form, Optional<String> forged) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("AccountSid", ACCOUNT);
        String signature = forged.orElse(new TwilioSignature(TOKEN).of(address, all));
        byte[] body = FormBody.bytes(List.copyOf(all.entrySet()));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address.replace(PUBLIC, crm.url())))
                        .timeout(RunningCrm.WAIT_MAX)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .header("x-twilio-signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The attributes of an element of TwiML. */
    static String attribute(String twiml, String element, String name) {
        return Objects.requireNonNull(attributes(twiml, element).get(name), twiml);
    }

    private static Map<String, String> attributes(String twiml, String element) {
        String tag = twiml.replaceFirst("(?s).*<" + element + "([^>]*)>.*", "$1");
        return java.util.regex.Pattern.compile("([A-Za-z]+)=\"([^\"]*)\"")
                .matcher(tag)
                .results()
                .collect(
                        Collectors.toMap(
                                found -> found.group(1),
                                found -> found.group(2).replace("&amp;", "&")));
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
