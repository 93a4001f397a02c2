package load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The requests of the loads, the same bytes for every server. */
final class Api {
    private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final String token;

    private Api(Server server) throws IOException, InterruptedException {
        this.server = server;
        var credentials =
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(Server.EMAIL, Server.PASSWORD);
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/auth/login"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(credentials))
                                .timeout(ANSWER_MAX)
                                .build(),
                        BodyHandlers.ofString());
        var found = TOKEN.matcher(answer.body());
        if (!found.find()) throw new IOException("No login: " + answer.body());
        token = found.group(1);
        declareFields();
    }

    /** What {@link #lead} brings beside a lead's own fields; the peer takes whatever comes. */
    private void declareFields() throws IOException, InterruptedException {
        var field = "{\"name\":\"plan\",\"type\":\"text\"}";
        int status = post(URI.create("/api/custom-fields"), field, newId()).statusCode();
        if (status != 201 && status != 404 && status != 409) {
            throw new IOException("The custom field was answered " + status);
        }
    }

    /** Logs in. */
    static Api of(Server server) throws IOException, InterruptedException {
        return new Api(server);
    }

    String token() {
        return token;
    }

    byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\n" + head() + "\r\n").getBytes();
    }

    byte[] post(String path, String json) {
        return withBody("POST ", path, json);
    }

    byte[] put(String path, String json) {
        return withBody("PUT ", path, json);
    }

    private byte[] withBody(String method, String path, String json) {
        return (method
                        + path
                        + " HTTP/1.1\r\n"
                        + head()
                        + "Content-Type: application/json\r\n"
                        + "Content-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json)
                .getBytes();
    }

    private String head() {
        return "Host: "
                + server.address().getHostString()
                + ":"
                + server.address().getPort()
                + "\r\nAuthorization: Bearer "
                + token
                + "\r\n";
    }

    /** One request outside the measured loads. */
    HttpResponse<String> get(URI path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(URI path, String json, String idempotencyKey)
            throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> put(URI path, String json) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(URI path) {
        return HttpRequest.newBuilder(URI.create(server.url()).resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER_MAX);
    }

    /**
     * A lead like those of a sales team; its phone and email are the number's own, of which there
     * may be a hundred million.
     *
     * @param more fields before the others, such as {@code "id":"…",}
     */
    static String lead(String more, String name, int number) {
        return """
        {%s"name":"%s","phone":"+49 151 %08d","email":"lead%d@example.com","company":"Example %d GmbH",\
        "source":"web","priority":"normal","tags":["trial","web"],"customFields":{"plan":"team"},\
        "notes":"Asked for a call in the afternoon.","timezone":"Europe/Berlin"}\
        """
                .formatted(more, name, number, number, number % 1000);
    }

    /** A client's own id, for {@link #lead}. */
    static String id(String id) {
        return "\"id\":\"" + id + "\",";
    }

    /** A UUIDv7 (RFC 9562), as clients that work offline make them. */
    static String newId() {
        var random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
