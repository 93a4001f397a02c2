package com.techbro24.crm.operations;

import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The first page, the list of what the API has, and the icon. */
public final class HomeRoutes {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CACHED = "public, max-age=86400";
    private static final String ICON = "/icon/favicon.ico";

    /** The page loads its icon only, from this server. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>TechBro24 CRM</title>
            <link rel="icon" href="/favicon.ico">
            <style>
            body{margin:0 auto;max-width:34rem;padding:2rem 1rem;font:16px/1.6 system-ui,sans-serif;\
            color:#1f2328;background:#fff}
            h1{font-size:1.6rem}li{margin:.3rem 0}a{color:#0757ba}
            @media(prefers-color-scheme:dark){body{background:#16181c;color:#e3e6ea}a{color:#79b8ff}}
            </style>
            </head>
            <body>
            <h1>TechBro24 CRM</h1>
            <p>Version %s. This server has an API for programs:</p>
            <ul>
            <li><a href="/docs">API reference</a></li>
            <li><a href="/docs/problems">Problems</a>: what each error means</li>
            <li><a href="/api">Routes</a> and the <a href="/api/openapi.json">OpenAPI document</a></li>
            <li><a href="/api/health">Health</a></li>
            </ul>
            </body>
            </html>
            """;

    private final String version;
    private final PublicUrl publicUrl;
    private final List<Route> all;

    /**
     * @param all the routes to list
     */
    public HomeRoutes(String version, PublicUrl publicUrl, List<Route> all) {
        this.version = version;
        this.publicUrl = publicUrl;
        this.all = all;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/", "A page of links.")
                        .open(true)
                        .hide()
                        .produces("text/html")
                        .answer(_ -> page()),
                Route.get("/favicon.ico", "The icon.")
                        .open(true)
                        .hide()
                        .produces("image/x-icon")
                        .answer(_ -> icon()),
                Route.get("/api", "What the API has: all routes, and where to read more.")
                        .named("List routes")
                        .open(true)
                        .replies(ApiIndex.class)
                        .answer(this::index));
    }

    private Reply page() {
        String html = publicUrl.links(PAGE.formatted(version));
        return Reply.of(200, HTML, html.getBytes(StandardCharsets.UTF_8))
                .withHeader("Content-Security-Policy", POLICY);
    }

    private static Reply icon() {
        try (var in = HomeRoutes.class.getResourceAsStream(ICON)) {
            if (in == null) {
                throw new IllegalStateException(ICON + " is not on the class path");
            }
            return Reply.of(200, "image/x-icon", in.readAllBytes())
                    .withHeader("Cache-Control", CACHED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply index(Request request) {
        var links =
                new ApiIndex.Links(
                        publicUrl.path("/docs"),
                        publicUrl.path("/api/openapi.json"),
                        publicUrl.path("/docs/problems"),
                        publicUrl.path("/api/health"),
                        publicUrl.path("/socket.io/"));
        return Reply.json(
                new ApiIndex(
                        "TechBro24 CRM",
                        version,
                        links,
                        all.stream()
                                .filter(route -> !route.hidden())
                                .sorted(
                                        Comparator.comparing(Route::path)
                                                .thenComparing(Route::method))
                                .map(this::entry)
                                .toList()));
    }

    private ApiIndex.Entry entry(Route route) {
        return new ApiIndex.Entry(
                route.method().name(), publicUrl.path(route.path()), route.summary());
    }
}
