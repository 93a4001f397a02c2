package com.techbro24.crm.calendar;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.FeedTokens;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.ScopedFeed;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Etags;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The feed itself, and the routes by which an agent makes, sees and revokes its address. */
public final class CalendarRoutes {
    private static final String PATH = "/api/calendar/feed";
    private static final String SUFFIX = ".ics";

    /** Changed when the same rows are written in another way, so that programs load them again. */
    private static final String FORM = "1";

    private final Database database;
    private final FeedTokens tokens;
    private final PublicUrl publicUrl;
    private final Clock clock;

    public CalendarRoutes(Database database, FeedTokens tokens, PublicUrl publicUrl, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, "Whether you have a calendar feed, without its address.")
                        .named("Get calendar feed")
                        .replies(CalendarFeed.class)
                        .answer(request -> Reply.json(feed(request.caller()))),
                Route.post(
                                PATH,
                                "Make the address of your calendar feed, which is shown only once;"
                                        + " an old one ends. With `?names=false` behind it, events"
                                        + " show only what to do.")
                        .named("Create calendar feed")
                        .replies(CalendarFeed.class)
                        .status(201)
                        .answersSecret()
                        .answer(this::create),
                Route.delete(PATH, "Revoke the address of your calendar feed.")
                        .named("Revoke calendar feed")
                        .status(204)
                        .answer(this::revoke),
                Route.get("/calendar/:file", "The calendar feed of an agent.")
                        .named("Read calendar feed")
                        .open(true)
                        .secretPath()
                        .takes(Parameter.flag("names", "Whether events show names and texts"))
                        .produces("text/calendar")
                        .answer(this::read));
    }

    private CalendarFeed feed(Caller caller) {
        Instant createdAt = tokens.createdAt(caller).orElse(null);
        return new CalendarFeed(createdAt != null, createdAt, null);
    }

    private Reply create(Request request) {
        FeedTokens.Made made = tokens.make(request.caller());
        String path = publicUrl.path("/calendar/" + made.text() + SUFFIX);
        CalendarFeed feed = new CalendarFeed(true, made.createdAt(), publicUrl.origin() + path);
        return Reply.json(feed).withStatus(201);
    }

    private Reply revoke(Request request) {
        tokens.end(request.caller());
        return Reply.empty();
    }

    private Reply read(Request request) {
        String file = request.pathValue("file");
        boolean named = request.flagOrNone("names").orElse(true);
        String known = request.header("if-none-match").orElse(null);
        return database.snapshot(tx -> read(tx, file, named, known));
    }

    private Reply read(Tx tx, String file, boolean named, @Nullable String known) {
        String token =
                file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
        Account account =
                FeedTokens.owner(tx, token).orElseThrow(() -> Problem.notFound("calendar"));
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String etag =
                "W/\"%s-%s-%d-%s%s\""
                        .formatted(
                                FORM,
                                LogMeta.read(tx).epoch(),
                                ScopedFeed.head(tx, Caller.agentScope(account.agentId())),
                                day,
                                named ? "" : "-plain");
        if (Etags.matches(known, etag)) {
            return Reply.empty().withStatus(304).withEtag(etag);
        }
        byte[] body = new AgentCalendar(tx, account, named, day).write();
        return Reply.of(200, "text/calendar; charset=utf-8", body).withEtag(etag);
    }
}
