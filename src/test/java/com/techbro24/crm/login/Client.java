package com.techbro24.crm.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server on the loopback. */
record Client(HttpClient http, int port) {
    /** What came back. */
    record Got(int status, JsonNode json, HttpResponse<String> response) {
        String text(String pointer) {
            return json.at(pointer).asText();
        }
    }

    Got send(
            String method,
            String path,
            @Nullable String token,
            @Nullable Object body,
            @Nullable String idempotencyKey) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body().isEmpty() ? "{}" : response.body();
            return new Got(response.statusCode(), Json.read(text), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
