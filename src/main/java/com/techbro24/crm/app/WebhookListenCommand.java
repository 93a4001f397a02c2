package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.outbound.StandardSignature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./crm webhook-listen}: a receiver of webhooks, to see what comes. */
@Command(
        name = "webhook-listen",
        mixinStandardHelpOptions = true,
        description = {
            "Receives webhooks on this machine, checks their signatures, and prints them.",
            "The server reaches it if CRM_OUTBOUND_ALLOW has 127.0.0.1."
        })
final class WebhookListenCommand implements Callable<Integer> {
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int CANNOT_READ = 400;
    private static final int OK = 204;
    private static final int FORGED = 401;

    @Option(
            names = "--port",
            defaultValue = "9000",
            description =
                    "The port of the loopback; 0 chooses a free one; default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--secret",
            description = "The webhook's secret; default: signatures are not checked.")
    private @Nullable String secret;

    @Spec private @Nullable CommandSpec spec;

    WebhookListenCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> take(exchange, out));
        server.start();
        out.printf("Listening on http://127.0.0.1:%d/%n", server.getAddress().getPort());
        if (secret == null) {
            out.println("Signatures are not checked: give --secret.");
        }
        out.flush();
        new CountDownLatch(1).await(); // until it is interrupted
        return 0;
    }

    private void take(HttpExchange exchange, PrintWriter out) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                exchange.sendResponseHeaders(CANNOT_READ, -1);
                return;
            }
            String text = new String(body, UTF_8);
            HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
            String id = headers.firstValue("webhook-id").orElse("without an id");
            String checked = check(text, headers);
            out.printf("%s  %s%n%s%n%n", id, checked, text);
            out.flush();
            exchange.sendResponseHeaders(checked.startsWith("NOT") ? FORGED : OK, -1);
        }
    }

    private String check(String body, HttpHeaders headers) {
        if (secret == null) {
            return "signature not checked";
        }
        try {
            Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.map().forEach((name, values) -> first.put(name, values.getFirst()));
            new StandardSignature(secret).check(first, body.getBytes(UTF_8), Instant.now());
            return "signature right";
        } catch (Problem | IllegalArgumentException e) {
            return "NOT SIGNED WITH THIS SECRET: " + e.getMessage();
        }
    }
}
