package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Route;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a method and a path: a tree of the path's parts, where a literal part beats a
 * variable one.
 */
final class Router {
    static final List<String> VERSIONS = List.of("v1");

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        @Nullable Node variable;
        final @Nullable Mounted[] mounted = new @Nullable Mounted[Route.Method.values().length];
    }

    /** The result of matching a path and a method. */
    sealed interface Match {
        /** A route, and the values of its path's variable parts. */
        record Found(Mounted mounted, Map<String, String> values) implements Match {}

        /** No route; {@code allowed} lists the methods of the path. */
        record Refused(Problem problem, Set<String> allowed) implements Match {}

        /** An OPTIONS request: {@code allowed} lists the methods of the path. */
        record Options(Set<String> allowed) implements Match {}
    }

    private final Node root = new Node();

    Router(List<Mounted> all) {
        for (Mounted mounted : all) {
            add(mounted);
        }
    }

    private void add(Mounted mounted) {
        Node node = root;
        for (String part : Route.split(mounted.route().path())) {
            if (part.startsWith(":")) {
                if (node.variable == null) {
                    node.variable = new Node();
                }
                node = node.variable;
            } else {
                node = node.literals.computeIfAbsent(part, name -> new Node());
            }
        }
        int method = mounted.route().method().ordinal();
        if (node.mounted[method] != null) {
            throw new IllegalStateException(
                    "two routes for " + mounted.route() + ": " + node.mounted[method].route());
        }
        node.mounted[method] = mounted;
    }

    Match match(String method, String path) {
        List<String> parts = Route.split(path);
        for (int index = 0; index < parts.size(); index++) {
            String part = Percent.decode(parts.get(index), false);
            if (part == null) {
                return new Match.Refused(
                        Problem.invalid("The path is not properly percent-encoded UTF-8 text."),
                        Set.of());
            }
            parts.set(index, part);
        }
        if (parts.size() > 1 && parts.getFirst().equals("api") && isVersion(parts.get(1))) {
            if (!VERSIONS.contains(parts.get(1))) {
                return new Match.Refused(unknownVersion(parts.get(1)), Set.of());
            }
            parts.remove(1);
        }
        Search search = new Search(parts, asked(method));
        Mounted mounted = search.method == null ? null : search.find(root, 0);
        if (mounted != null) {
            return new Match.Found(mounted, values(mounted, search.variables));
        }
        search.look(root, 0);
        return none(method, search.allowed);
    }

    private static Match none(String method, Set<Route.Method> found) {
        if (found.isEmpty()) {
            return new Match.Refused(Problem.of(Problem.Code.NOT_FOUND, "No such path."), Set.of());
        }
        Set<String> allowed = new TreeSet<>();
        allowed.add("OPTIONS");
        for (Route.Method each : found) {
            allowed.add(each.name());
            switch (each) {
                case GET -> allowed.add("HEAD");
                case PUT -> allowed.add("PATCH");
                case POST, DELETE -> {}
            }
        }
        return method.equals("OPTIONS")
                ? new Match.Options(allowed)
                : new Match.Refused(
                        Problem.of(
                                        Problem.Code.METHOD_NOT_ALLOWED,
                                        "This path allows " + String.join(", ", allowed) + ".")
                                .with("allowed", allowed),
                        allowed);
    }

    private static Map<String, String> values(Mounted mounted, List<String> found) {
        List<String> names = mounted.variables();
        return switch (names.size()) {
            case 0 -> Map.of();
            case 1 -> Map.of(names.getFirst(), found.getFirst());
            default -> {
                Map<String, String> values = HashMap.newHashMap(names.size());
                for (int index = 0; index < names.size(); index++) {
                    values.put(names.get(index), found.get(index));
                }
                yield values;
            }
        };
    }

    /** A tree search that backtracks if a literal part has no match. */
    private static final class Search {
        final List<String> parts;
        final Route.@Nullable Method method;
        final List<String> variables = new ArrayList<>(2);
        final Set<Route.Method> allowed = EnumSet.noneOf(Route.Method.class);

        Search(List<String> parts, Route.@Nullable Method method) {
            this.parts = parts;
            this.method = method;
        }

        @Nullable Mounted find(Node node, int depth) {
            if (depth == parts.size()) {
                return method == null ? null : node.mounted[method.ordinal()];
            }
            String part = parts.get(depth);
            Node literal = node.literals.get(part);
            Mounted found = literal == null ? null : find(literal, depth + 1);
            if (found == null && node.variable != null && !part.isEmpty()) {
                variables.add(part);
                found = find(node.variable, depth + 1);
                if (found == null) {
                    variables.removeLast();
                }
            }
            return found;
        }

        void look(Node node, int depth) {
            if (depth == parts.size()) {
                for (Mounted mounted : node.mounted) {
                    if (mounted != null) {
                        allowed.add(mounted.route().method());
                    }
                }
                return;
            }
            Node literal = node.literals.get(parts.get(depth));
            if (literal != null) {
                look(literal, depth + 1);
            }
            if (node.variable != null && !parts.get(depth).isEmpty()) {
                look(node.variable, depth + 1);
            }
        }
    }

    private static Route.@Nullable Method asked(String method) {
        return switch (method) {
            case "GET", "HEAD" -> Route.Method.GET;
            case "POST" -> Route.Method.POST;
            case "PUT", "PATCH" -> Route.Method.PUT;
            case "DELETE" -> Route.Method.DELETE;
            default -> null;
        };
    }

    private static boolean isVersion(String part) {
        return part.length() > 1
                && part.charAt(0) == 'v'
                && part.chars().skip(1).allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static Problem unknownVersion(String asked) {
        return Problem.of(
                        Problem.Code.NOT_FOUND, "Unknown API version: " + asked + "; see versions.")
                .with("versions", VERSIONS);
    }
}
