package com.techbro24.crm.http;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One route as data: input, output, roles and one line of documentation. Each setter returns a new
 * route.
 */
public final class Route implements Cloneable {
    /** The methods that routes have; PATCH comes with each PUT. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    private final Method method;
    private final String path;
    private final String summary;
    private @Nullable String title;
    private String query = "";
    private boolean open;
    private boolean uncounted;
    private Set<Role> roles = Role.EVERYONE;
    private List<Parameter> parameters = List.of();
    private @Nullable Class<?> body;
    private @Nullable Class<?> reply;
    private @Nullable ListKind list;
    private int status = 200;
    private @Nullable CommandType<?> command;
    private @Nullable Endpoint endpoint;
    private boolean secret;
    private boolean hidden;
    private boolean secretPath;
    private @Nullable Deprecation deprecation;
    private List<String> consumes = List.of("application/json");
    private List<String> produces = List.of("application/json");
    private Map<String, String> samples = Map.of();
    private int bodyBytesMax;
    private boolean streamed;
    private boolean lasting;
    private @Nullable Duration timeout;
    private Set<Problem.Code> problems = Set.of();
    private String agentVariable = "agentId";
    private Supplier<List<RouteVariant>> variants = List::of;

    private Route(Method method, String path, String summary) {
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    /** A copy, to change one property. */
    private Route copy() {
        try {
            return (Route) clone();
        } catch (CloneNotSupportedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * @param path with {@code :name} for a variable part, {@code /api/leads/:id}
     */
    public static Route get(String path, String summary) {
        return new Route(Method.GET, path, summary);
    }

    public static Route post(String path, String summary) {
        return new Route(Method.POST, path, summary);
    }

    public static Route put(String path, String summary) {
        return new Route(Method.PUT, path, summary);
    }

    public static Route delete(String path, String summary) {
        return new Route(Method.DELETE, path, summary);
    }

    /**
     * The route of a command. Its body is the command's record without the components that the path
     * names; those are taken from the path.
     */
    public static Route command(Method method, String path, CommandType<?> type) {
        Route route = new Route(method, path, type.summary());
        route.roles = type.roles();
        route.body = type.type();
        route.reply = type.reply() == Void.class ? null : type.reply();
        route.status = type.name().endsWith(".create") ? 201 : 200;
        route.command = type;
        return route;
    }

    /** A short name, {@code List leads}, if not the one that follows from command or path. */
    public Route named(String words) {
        Route route = copy();
        route.title = words;
        return route;
    }

    /** An example of the query, where a request without one is refused: {@code ?email=…}. */
    public Route needs(String example) {
        Route route = copy();
        route.query = example;
        return route;
    }

    public Route open(boolean without) {
        Route route = copy();
        route.open = without;
        return route;
    }

    /** Requests do not count against rate limits; for probes, which must not be refused. */
    public Route uncounted() {
        Route route = copy();
        route.uncounted = true;
        return route;
    }

    public Route roles(Set<Role> who) {
        Route route = copy();
        route.roles = who;
        return route;
    }

    public Route takes(List<Parameter> more) {
        Route route = copy();
        route.parameters = Stream.concat(parameters.stream(), more.stream()).toList();
        return route;
    }

    public Route takes(Parameter... more) {
        return takes(List.of(more));
    }

    /** Takes a JSON body that is bound to the record {@code type}. */
    public Route body(Class<?> type) {
        Route route = copy();
        route.body = type;
        return route;
    }

    public Route replies(Class<?> type) {
        Route route = copy();
        route.reply = type;
        route.list = null;
        return route;
    }

    /** Answers a page of rows of {@code type}. */
    public Route lists(Class<?> type) {
        return lists(type, ListKind.PAGED);
    }

    /** Answers the best matches of {@code type}, without paging. */
    public Route listsBest(Class<?> type) {
        return lists(type, ListKind.BEST);
    }

    /** Answers all rows of {@code type} at once; for short lists. */
    public Route listsWhole(Class<?> type) {
        return lists(type, ListKind.WHOLE);
    }

    private Route lists(Class<?> type, ListKind kind) {
        Route route = copy();
        route.reply = type;
        route.list = kind;
        return route;
    }

    public Route status(int code) {
        Route route = copy();
        route.status = code;
        return route;
    }

    public Route answer(Endpoint how) {
        Route route = copy();
        route.endpoint = how;
        return route;
    }

    /** The answer contains a secret that is shown once, so it is not kept for retries. */
    public Route answersSecret() {
        Route route = copy();
        route.secret = true;
        return route;
    }

    /** Left out of the OpenAPI document. */
    public Route hide() {
        Route route = copy();
        route.hidden = true;
        return route;
    }

    /**
     * Its path has a secret, so logs name the route instead. Left out of the OpenAPI document: a
     * client gets the whole address from another route or a message.
     */
    public Route secretPath() {
        Route route = hide();
        route.secretPath = true;
        return route;
    }

    /** Adds the deprecation headers to the answer. */
    public Route deprecated(Deprecation how) {
        Route route = copy();
        route.deprecation = how;
        return route;
    }

    /** Takes bodies of these media types instead of JSON. */
    public Route consumes(String... types) {
        Route route = copy();
        route.consumes = List.of(types);
        return route;
    }

    /** Answers in these media types instead of JSON. */
    public Route produces(String... types) {
        Route route = copy();
        route.produces = List.of(types);
        return route;
    }

    /** An example of a body in a media type other than JSON. */
    public Route sample(String type, String text) {
        Route route = copy();
        route.samples = new HashMap<>(samples);
        route.samples.put(type, text);
        return route;
    }

    /** The request timeout, if it differs from the default. */
    public Route timeout(Duration longest) {
        Route route = copy();
        route.timeout = longest;
        return route;
    }

    /** Reads the body as a stream with {@link Request#upload}, never as a whole in memory. */
    public Route streams(int bytesMax) {
        Route route = copy();
        route.streamed = true;
        route.bodyBytesMax = bytesMax;
        return route;
    }

    /**
     * Answers as long as the client stays. Once the answer has begun, it is not a request in
     * progress any more.
     */
    public Route lasting() {
        Route route = copy();
        route.lasting = true;
        return route;
    }

    /** The path variable that is an agent's id, if not {@code agentId}. */
    public Route agentIn(String variable) {
        Route route = copy();
        route.agentVariable = variable;
        return route;
    }

    /** Its operations that people add while the server runs, for the document. */
    public Route variants(Supplier<List<RouteVariant>> current) {
        Route route = copy();
        route.variants = current;
        return route;
    }

    /** The problem codes it may answer in addition to those of every route. */
    public Route problems(Problem.Code... more) {
        Route route = copy();
        route.problems = Set.of(more);
        return route;
    }

    public Method method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String summary() {
        return summary;
    }

    /** The name of the operation; its id in the OpenAPI document is made of the same words. */
    public String title() {
        if (title != null) {
            return title;
        }
        return command == null ? RouteTitle.ofPath(this) : RouteTitle.ofCommand(command.name());
    }

    /** An example of the query that it needs; empty if it needs none. */
    public String exampleQuery() {
        return query;
    }

    public boolean isCounted() {
        return !uncounted;
    }

    public boolean open() {
        return open;
    }

    public Set<Role> roles() {
        return roles;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public @Nullable Class<?> body() {
        return body;
    }

    public @Nullable Class<?> reply() {
        return reply;
    }

    public @Nullable ListKind list() {
        return list;
    }

    public int status() {
        return status;
    }

    public @Nullable CommandType<?> command() {
        return command;
    }

    public @Nullable Endpoint endpoint() {
        return endpoint;
    }

    public boolean secret() {
        return secret;
    }

    public boolean hidden() {
        return hidden;
    }

    /** Whether its path must not be logged. */
    public boolean hasSecretPath() {
        return secretPath;
    }

    public @Nullable Deprecation deprecation() {
        return deprecation;
    }

    public List<String> consumes() {
        return consumes;
    }

    public List<String> produces() {
        return produces;
    }

    public Map<String, String> samples() {
        return samples;
    }

    public int bodyBytesMax() {
        return bodyBytesMax;
    }

    public boolean streamed() {
        return streamed;
    }

    public boolean isLasting() {
        return lasting;
    }

    public @Nullable Duration timeout() {
        return timeout;
    }

    /** The path variable that is an agent's id, which may be {@code me}. */
    public String agentVariable() {
        return agentVariable;
    }

    public Set<Problem.Code> problems() {
        return problems;
    }

    public List<RouteVariant> variants() {
        return variants.get();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    /** The parts of a path between its slashes; a trailing slash is ignored. */
    public static List<String> split(String path) {
        List<String> parts = new ArrayList<>(6);
        int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
        int start = path.startsWith("/") ? 1 : 0;
        while (start < end) {
            int slash = path.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            parts.add(path.substring(start, stop));
            start = stop + 1;
        }
        return parts;
    }
}
