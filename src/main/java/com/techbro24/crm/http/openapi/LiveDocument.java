package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.Etags;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.RouteVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, generated on first use and when the variants of a route have changed. */
final class LiveDocument implements Endpoint {
    private static final String JSON = "application/json";
    private static final String REVALIDATE = "public, no-cache";

    private final List<Mounted> all;
    private final PublicUrl publicUrl;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ObjectNode base;
    private @Nullable Made made;

    /** An answer, and what it was made of. */
    private record Made(List<RouteVariant> variants, Reply reply) {}

    LiveDocument(List<Mounted> all, PublicUrl publicUrl) {
        this.all = all;
        this.publicUrl = publicUrl;
    }

    @Override
    public Reply answer(Request request) {
        List<RouteVariant> variants = new ArrayList<>();
        all.forEach(each -> variants.addAll(each.route().variants()));
        lock.lock();
        try {
            Made last = made;
            if (last == null || !last.variants().equals(variants)) {
                last = new Made(variants, reply());
                made = last;
            }
            return last.reply();
        } finally {
            lock.unlock();
        }
    }

    private Reply reply() {
        ObjectNode document = base;
        if (document == null) {
            document = OpenApi.of(all, publicUrl);
            base = document;
        }
        ObjectNode whole = document.deepCopy();
        all.forEach(
                each ->
                        each.route()
                                .variants()
                                .forEach(variant -> add(whole, each.route(), variant)));
        byte[] bytes = Json.bytes(whole);
        return Reply.of(200, JSON, bytes)
                .withEtag(Etags.weak(bytes))
                .withHeader("Cache-Control", REVALIDATE)
                .withHeader("Content-Security-Policy", Reply.LOAD_NOTHING);
    }

    /** The operation of the route with another path, another input, and no variable. */
    private static void add(ObjectNode document, Route route, RouteVariant variant) {
        String method = route.method().name().toLowerCase(Locale.ROOT);
        ObjectNode paths = (ObjectNode) document.get("paths");
        ObjectNode operation = (ObjectNode) paths.get(OpenApi.path(route)).get(method).deepCopy();
        operation.put("operationId", OpenApiOperation.id(variant.title()));
        operation.put("summary", variant.title()).put("description", variant.summary());
        operation.remove("x-codeSamples");
        operation.withArrayProperty("parameters").removeIf(LiveDocument::isInPath);
        if (variant.schema() != null) {
            ObjectNode media =
                    operation
                            .withObjectProperty("requestBody")
                            .put("required", true)
                            .withObjectProperty("content")
                            .withObjectProperty(JSON);
            media.remove("example");
            media.set("schema", variant.schema().deepCopy());
        }
        paths.withObjectProperty(variant.path()).set(method, operation);
    }

    private static boolean isInPath(com.fasterxml.jackson.databind.JsonNode parameter) {
        return parameter.path("in").asText().equals("path");
    }
}
