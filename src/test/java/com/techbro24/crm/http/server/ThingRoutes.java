package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.http.Deprecation;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import jakarta.validation.constraints.NotBlank;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The routes of {@link Things}, and some that show one ability of the server each. */
final class ThingRoutes {
    final AtomicInteger ordered = new AtomicInteger();
    final CountDownLatch slow = new CountDownLatch(1);
    final CountDownLatch slowBegun = new CountDownLatch(1);
    private final Database database;

    ThingRoutes(Database database) {
        this.database = database;
    }

    record Order(@NotBlank String what, @Nullable Duration within) {}

    record Receipt(String what, int number) {}

    record Who(@Nullable String agentId, String address, @Nullable String device) {}

    List<Route> routes() {
        List<Route> all = new ArrayList<>(things());
        all.addAll(others());
        all.addAll(odd());
        return all;
    }

    private List<Route> things() {
        return List.of(
                Route.get("/api/things", "Lists things.")
                        .takes(
                                Parameter.words("colour", Things.Colour.class, "Of these colours."),
                                Parameter.time("from", "Made then or later."),
                                Parameter.flag("heavy", "Only heavy ones."),
                                Parameter.id("agentId", "Of an agent."),
                                Parameter.duration("within", "Not older."),
                                Parameter.zone("timezone", "For days."),
                                Parameter.sort(Things.LISTING.sorts()))
                        .lists(Things.Thing.class)
                        .answer(this::list),
                Route.get("/api/things/:id", "One thing.")
                        .replies(Things.Thing.class)
                        .answer(
                                request ->
                                        Reply.json(
                                                database.read(
                                                        tx ->
                                                                Things.get(
                                                                        tx,
                                                                        request.id(
                                                                                "id", "thing"))))),
                Route.get("/api/things/first", "The first thing.")
                        .replies(Receipt.class)
                        .answer(request -> Reply.json(new Receipt("first", 1))),
                Route.get("/api/things/search/:query", "Searches.")
                        .replies(Receipt.class)
                        .answer(request -> Reply.json(new Receipt(request.pathValue("query"), 0))),
                Route.command(Route.Method.POST, "/api/things", Things.CREATE)
                        .problems(Problem.Code.UNPROCESSABLE),
                Route.command(Route.Method.PUT, "/api/things/:id", Things.UPDATE),
                Route.command(Route.Method.POST, "/api/things/:id/paint/:colour", Things.PAINT),
                Route.command(Route.Method.DELETE, "/api/things/:id", Things.DELETE),
                Route.command(Route.Method.POST, "/api/things/:id/break", Things.BREAK));
    }

    private List<Route> others() {
        return List.of(
                Route.post("/api/orders", "Orders something.")
                        .body(Order.class)
                        .replies(Receipt.class)
                        .answer(
                                request ->
                                        Reply.json(
                                                new Receipt(
                                                        request.body(Order.class).what(),
                                                        ordered.incrementAndGet()))),
                Route.post("/api/secrets", "Makes a secret.")
                        .answersSecret()
                        .replies(Receipt.class)
                        .answer(
                                request ->
                                        Reply.json(
                                                new Receipt("secret", ordered.incrementAndGet()))),
                Route.post("/api/import", "Takes CSV.")
                        .consumes("text/csv")
                        .replies(Receipt.class)
                        .answer(request -> Reply.json(new Receipt("rows", request.body().length))),
                Route.get("/api/export", "Gives CSV.")
                        .produces("text/csv")
                        .answer(request -> Reply.stream("text/csv", ThingRoutes::export)),
                Route.get("/api/whoami", "Who is calling.")
                        .open(true)
                        .replies(Who.class)
                        .answer(
                                request ->
                                        Reply.json(
                                                new Who(
                                                        request.callerOrNull() == null
                                                                ? null
                                                                : request.caller().agentId(),
                                                        request.address(),
                                                        request.device()))));
    }

    private List<Route> odd() {
        return List.of(
                Route.get("/api/old", "Is going away.")
                        .deprecated(
                                new Deprecation(
                                        Instant.parse("2026-01-01T00:00:00Z"),
                                        Instant.parse("2027-01-01T00:00:00Z"),
                                        "/api/things"))
                        .replies(Receipt.class)
                        .answer(request -> Reply.json(new Receipt("old", 1))),
                Route.get("/api/admins", "For admins.")
                        .roles(Set.of(Role.ADMIN))
                        .replies(Receipt.class)
                        .answer(request -> Reply.json(new Receipt("admin", 1))),
                Route.get("/api/fault", "Fails.")
                        .replies(Receipt.class)
                        .answer(
                                request -> {
                                    throw new IllegalStateException("the secret of the failure");
                                }),
                Route.get("/api/slow", "Takes its time.")
                        .replies(Receipt.class)
                        .answer(
                                request -> {
                                    slowBegun.countDown();
                                    await();
                                    return Reply.json(new Receipt("slow", 1));
                                }),
                Route.get("/api/slow-export", "Takes its time, then gives CSV.")
                        .produces("text/csv")
                        .answer(
                                request ->
                                        Reply.stream(
                                                "text/csv",
                                                out -> {
                                                    await();
                                                    export(out);
                                                })));
    }

    private void await() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply list(Request request) {
        var filter = new Listing.Filter();
        return Reply.json(database.read(tx -> Things.LISTING.page(tx, filter, request.paging())));
    }

    private static void export(java.io.OutputStream out) {
        try {
            byte[] line =
                    "id,name,something that is long enough\n".getBytes(StandardCharsets.UTF_8);
            for (int row = 0; row < 20_000; row++) {
                out.write(line);
            }
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
