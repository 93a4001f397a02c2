package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.extension.ChangeHandler;
import com.techbro24.crm.extension.Commands;
import com.techbro24.crm.extension.ExtensionChange;
import com.techbro24.crm.extension.ExtensionContext;
import com.techbro24.crm.extension.ExtensionException;
import com.techbro24.crm.extension.ExtensionRequest;
import com.techbro24.crm.extension.RouteHandler;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars of this server, started: their routes and followers. */
public final class Extensions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final ChangeKinds kinds;
    private final List<ExtensionLoader.Loaded> loaded = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Follower.Durable> followers = new ArrayList<>();

    public Extensions(CommandCatalog catalog, CommandRunner runner, ChangeKinds kinds) {
        this.catalog = catalog;
        this.runner = runner;
        this.kinds = kinds;
    }

    /** Loads and starts all jars of a folder; an exception names the jar that fails. */
    public void start(Path folder) {
        for (ExtensionLoader.Loaded each : ExtensionLoader.load(folder)) {
            loaded.add(each);
            try {
                each.extension().start(new Adding(each));
            } catch (RuntimeException | LinkageError e) {
                close();
                throw ExtensionLoader.fault(each.jar(), e.toString());
            }
            LOG.info("extension {} is started", each.extension().name());
        }
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    public List<Follower.Durable> followers() {
        return List.copyOf(followers);
    }

    @Override
    public void close() {
        for (ExtensionLoader.Loaded each : loaded.reversed()) {
            try {
                each.extension().stop();
                each.loader().close();
            } catch (RuntimeException | IOException e) {
                LOG.warn("extension {} does not stop: {}", each.extension().name(), e.toString());
            }
        }
        loaded.clear();
    }

    /** Takes what one extension adds. */
    private final class Adding implements ExtensionContext {
        private final ExtensionLoader.Loaded of;

        Adding(ExtensionLoader.Loaded of) {
            this.of = of;
        }

        @Override
        public void route(
                String method,
                String path,
                String summary,
                Set<String> roles,
                RouteHandler handler) {
            String prefix = "/api/x/" + of.extension().name() + "/";
            if (!path.startsWith(prefix)) {
                throw new IllegalArgumentException("the path " + path + " must be below " + prefix);
            }
            Set<Role> who =
                    roles.stream()
                            .map(role -> EnumNames.get(Role.class, role))
                            .collect(Collectors.toUnmodifiableSet());
            Route route =
                    switch (method) {
                        case "GET" -> Route.get(path, summary);
                        case "POST" -> Route.post(path, summary).body(EndpointInput.class);
                        case "PUT" -> Route.put(path, summary).body(EndpointInput.class);
                        case "DELETE" -> Route.delete(path, summary);
                        default -> throw new IllegalArgumentException("no method: " + method);
                    };
            routes.add(
                    route.roles(who)
                            .named(title(method, path))
                            .replies(ObjectNode.class)
                            .problems(
                                    Problem.Code.CONFLICT,
                                    Problem.Code.UNPROCESSABLE,
                                    Problem.Code.NOT_FOUND)
                            .answer(request -> answer(request, handler, method.equals("GET"))));
        }

        /** {@code Post quote of pricing}, of /api/x/pricing/quote. */
        private String title(String method, String path) {
            String words = path.replaceFirst("/api/x/[^/]+/", "").replaceAll("[^A-Za-z]+", " ");
            String name = of.extension().name().replaceAll("[^a-z]+", " ");
            return (method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT))
                    + " "
                    + words.strip()
                    + " of "
                    + name.strip();
        }

        private Reply answer(Request request, RouteHandler handler, boolean isRead) {
            if (!isRead) {
                request.caller().checkMayWrite();
            }
            Function<Submission, Answer> each = runner::run;
            try {
                JsonNode reply =
                        handler.handle(new Asked(request, commands(request.caller(), each)));
                return Reply.json(reply);
            } catch (ExtensionException refusal) {
                throw problem(refusal);
            }
        }

        private Commands commands(Caller caller, Function<Submission, Answer> how) {
            String via = Via.of("extension", of.extension().name(), true);
            return (name, input) -> {
                CommandType<?> type =
                        catalog.findForCallers(name)
                                .orElseThrow(
                                        () -> new ExtensionException(422, "no command " + name));
                try {
                    Submission submission =
                            Submission.of(CommandCatalog.bind(type, input), caller).via(via);
                    String body = how.apply(submission).body();
                    return body == null ? NullNode.getInstance() : Json.read(body);
                } catch (Problem problem) {
                    throw new ExtensionException(problem.status(), problem.detail());
                }
            };
        }

        @Override
        public void follow(String name, Set<String> wanted, ChangeHandler handler) {
            Set<ChangeKind> found = new HashSet<>();
            for (ChangeKind kind : kinds.all()) {
                if (wanted.contains(kind.wireName())) {
                    found.add(kind);
                }
            }
            if (found.size() != wanted.size()) {
                throw new IllegalArgumentException("unknown kinds of changes in " + wanted);
            }
            String unique = ("extension_" + of.extension().name() + "_" + name).replace('-', '_');
            followers.add(new Following(unique, found, handler, this));
        }

        void follow(Tx tx, Change change, ChangeHandler handler) {
            Function<Submission, Answer> within =
                    submission -> runner.run(tx, submission.because(change.seq()));
            handler.handle(
                    new ExtensionChange(
                            change.seq(),
                            change.kind().wireName(),
                            change.entityType(),
                            change.entityId(),
                            Json.read(change.after()),
                            change.actor(),
                            change.at()),
                    commands(Caller.SYSTEM, within));
        }
    }

    private static Problem problem(ExtensionException refusal) {
        return switch (refusal.status()) {
            case 400 -> Problem.invalid(refusal.detail());
            case 403 -> Problem.forbidden(refusal.detail());
            case 404 -> Problem.of(Problem.Code.NOT_FOUND, refusal.detail());
            case 409 -> Problem.conflict(refusal.detail());
            default -> Problem.unprocessable(refusal.detail());
        };
    }

    /** A follower of an extension. */
    private record Following(
            String name, Set<ChangeKind> wanted, ChangeHandler handler, Adding adding)
            implements Follower.Durable {
        @Override
        public Set<ChangeKind> kinds(ChangeKinds known) {
            return wanted;
        }

        @Override
        public boolean wants(Change change) {
            return wanted.contains(change.kind());
        }

        @Override
        public void follow(Tx tx, Change change) {
            adding.follow(tx, change, handler);
        }
    }

    /** A request as an extension sees it. */
    private record Asked(Request request, Commands commands) implements ExtensionRequest {
        @Override
        public String agentId() {
            return request.caller().agent();
        }

        @Override
        public String role() {
            return EnumNames.of(request.caller().role());
        }

        @Override
        public String pathValue(String name) {
            return request.pathValue(name);
        }

        @Override
        public JsonNode body() {
            return request.body().length == 0 ? Json.object() : request.json();
        }
    }
}
