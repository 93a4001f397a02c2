package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.Etags;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document and the reference page, generated on first request. The page works offline,
 * and its policy forbids loading anything from other hosts.
 */
public final class DocsRoutes {
    private static final String SCRIPT =
            "/META-INF/resources/webjars/redoc/2.1.4/bundles/redoc.standalone.js";

    /** Redoc's footer logo, removed because the page loads nothing from outside. */
    private static final String LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String REVALIDATE = "public, no-cache";

    /** Redoc sets styles by script and searches in a worker from a blob. */
    private static final String REFERENCE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self';"
                    + " worker-src blob:; child-src blob:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private DocsRoutes() {}

    /** Bytes generated on first use, with their ETag. */
    private static final class Page implements Endpoint {
        private final String type;
        private final String policy;
        private final Supplier<byte[]> source;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Reply reply;

        Page(String type, String policy, Supplier<byte[]> source) {
            this.type = type;
            this.policy = policy;
            this.source = source;
        }

        @Override
        public Reply answer(Request request) {
            Reply made = reply;
            return made == null ? make() : made;
        }

        private Reply make() {
            lock.lock();
            try {
                Reply made = reply;
                if (made == null) {
                    byte[] bytes = source.get();
                    made =
                            Reply.of(200, type, bytes)
                                    .withEtag(Etags.weak(bytes))
                                    .withHeader("Cache-Control", REVALIDATE)
                                    .withHeader("Content-Security-Policy", policy);
                    reply = made;
                }
                return made;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * @param all every route, including these; read when the document is first requested
     * @param publicUrl the address behind a proxy, for the links of the pages
     */
    public static List<Route> of(List<Mounted> all, PublicUrl publicUrl) {
        List<Route> routes = new ArrayList<>();
        String none = Reply.LOAD_NOTHING;
        routes.add(
                Route.get("/api/openapi.json", "This document.")
                        .named("Get OpenAPI document")
                        .open(true)
                        .replies(ObjectNode.class)
                        .answer(new LiveDocument(all, publicUrl)));
        routes.add(
                page(
                        "/docs",
                        new Page(
                                HTML,
                                REFERENCE_POLICY,
                                () -> utf8(publicUrl.links(Docs.reference())))));
        routes.add(
                page(
                        "/docs/problems",
                        new Page(HTML, PAGE_POLICY, () -> utf8(publicUrl.links(Docs.problems())))));
        routes.add(
                Route.get("/docs/postman.json", "A Postman collection of all operations.")
                        .open(true)
                        .hide()
                        .answer(new PostmanEndpoint(all, publicUrl)));
        routes.add(
                page(
                        "/docs/redoc.js",
                        new Page("text/javascript; charset=utf-8", none, () -> script(publicUrl))));
        return routes;
    }

    private static Route page(String path, Page page) {
        return Route.get(path, "An HTML page.")
                .open(true)
                .hide()
                .produces("text/html")
                .answer(page);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] script(PublicUrl publicUrl) {
        try (var in = DocsRoutes.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("Redoc is not on the class path");
            }
            return utf8(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(LOGO, "")
                            + publicUrl.links(Docs.DRAW));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
