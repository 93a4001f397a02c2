package com.techbro24.crm.http;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One route as data: what it takes, what it answers, who may, and one line of documentation.
 *
 * @param path with {@code :name} for a variable part, {@code /api/leads/:id}
 * @param open whether it answers without a caller
 * @param body the record of its body; null for none
 * @param reply the type of its answer; null for none. With {@code list} it is the type of a row of
 *     a page
 * @param command the command it gives; null where {@code endpoint} answers
 * @param secret whether its body or its answer holds a secret, so that neither may be kept or
 *     logged
 */
public record Route(
        Method method,
        String path,
        String summary,
        boolean open,
        Set<Role> roles,
        List<Parameter> parameters,
        @Nullable Class<?> body,
        @Nullable Class<?> reply,
        boolean list,
        int status,
        @Nullable CommandType<?> command,
        @Nullable Endpoint endpoint,
        boolean secret) {
    /** The methods that routes have; PATCH comes with each PUT. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    public static Route get(String path, String summary) {
        return of(Method.GET, path, summary);
    }

    public static Route post(String path, String summary) {
        return of(Method.POST, path, summary);
    }

    public static Route put(String path, String summary) {
        return of(Method.PUT, path, summary);
    }

    public static Route delete(String path, String summary) {
        return of(Method.DELETE, path, summary);
    }

    /**
     * The route of a command. Its body is the command's record without the components that the path
     * names; those are taken from the path.
     */
    public static Route command(Method method, String path, CommandType<?> type) {
        int status = type.name().endsWith(".create") ? 201 : 200;
        return new Route(
                method,
                path,
                type.summary(),
                false,
                type.roles(),
                List.of(),
                type.type(),
                type.reply(),
                false,
                status,
                type,
                null,
                false);
    }

    private static Route of(Method method, String path, String summary) {
        return new Route(
                method,
                path,
                summary,
                false,
                Role.EVERYONE,
                List.of(),
                null,
                null,
                false,
                200,
                null,
                null,
                false);
    }

    /** Answers without a caller. */
    public Route open(boolean without) {
        return new Route(
                method,
                path,
                summary,
                without,
                roles,
                parameters,
                body,
                reply,
                list,
                status,
                command,
                endpoint,
                secret);
    }

    public Route roles(Set<Role> who) {
        return new Route(
                method,
                path,
                summary,
                open,
                who,
                parameters,
                body,
                reply,
                list,
                status,
                command,
                endpoint,
                secret);
    }

    public Route takes(List<Parameter> more) {
        List<Parameter> all = new ArrayList<>(parameters);
        all.addAll(more);
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                List.copyOf(all),
                body,
                reply,
                list,
                status,
                command,
                endpoint,
                secret);
    }

    public Route takes(Parameter... more) {
        return takes(List.of(more));
    }

    public Route body(Class<?> type) {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                type,
                reply,
                list,
                status,
                command,
                endpoint,
                secret);
    }

    public Route replies(Class<?> type) {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                body,
                type,
                false,
                status,
                command,
                endpoint,
                secret);
    }

    /** Answers a page of rows of {@code type}. */
    public Route lists(Class<?> type) {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                body,
                type,
                true,
                status,
                command,
                endpoint,
                secret);
    }

    public Route status(int code) {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                body,
                reply,
                list,
                code,
                command,
                endpoint,
                secret);
    }

    public Route answer(Endpoint how) {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                body,
                reply,
                list,
                status,
                command,
                how,
                secret);
    }

    /** Its answer holds a secret that is shown once, so no answer is kept for a repeated key. */
    public Route answersSecret() {
        return new Route(
                method,
                path,
                summary,
                open,
                roles,
                parameters,
                body,
                reply,
                list,
                status,
                command,
                endpoint,
                true);
    }
}
