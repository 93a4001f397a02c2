package com.techbro24.crm.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a command from a request: path values and body fields, each field from one place only. */
final class CommandBinding {
    private CommandBinding() {}

    static Command bind(CommandType<?> type, Mounted mounted, Request request) {
        ObjectNode input = body(request);
        List<InputError> errors = new ArrayList<>();
        for (Map.Entry<String, String> part : request.pathValues().entrySet()) {
            String name = part.getKey();
            if (input.has(name)) {
                String message = name + " is set by the path and is not allowed in the body.";
                errors.add(new InputError(name, "unknown_field", message));
            }
            input.set(name, pathValue(type, mounted, request, name, part.getValue()));
        }
        return bind(type, input, errors);
    }

    private static Command bind(CommandType<?> type, ObjectNode input, List<InputError> errors) {
        try {
            Command command = CommandCatalog.bind(type, input);
            if (errors.isEmpty()) {
                return command;
            }
        } catch (Problem problem) {
            if (errors.isEmpty() || problem.errors().isEmpty()) {
                throw problem;
            }
            errors.addAll(problem.errors());
        }
        throw Problem.invalid(errors);
    }

    /** An empty body is an empty object, for commands whose fields are all in the path. */
    private static ObjectNode body(Request request) {
        if (request.body().length == 0) {
            return Json.object();
        }
        if (request.json() instanceof ObjectNode object) {
            return object;
        }
        throw Problem.invalid("A JSON object is expected.");
    }

    /** A value that is not an id, or not a number, is reported as a row that is not found. */
    private static JsonNode pathValue(
            CommandType<?> type, Mounted mounted, Request request, String name, String value) {
        Class<?> wanted = mounted.inputs().getOrDefault(name, String.class);
        if (wanted == Integer.class || wanted == int.class) {
            return IntNode.valueOf(number(type, value).intValue());
        }
        if (wanted == Long.class || wanted == long.class) {
            return LongNode.valueOf(number(type, value));
        }
        boolean agent = mounted.isAgent(name);
        if (agent && value.equals("me")) {
            return TextNode.valueOf(request.caller().agent());
        }
        if (isId(name) && wanted == String.class && !Id.isValid(value)) {
            throw Problem.notFound(agent ? "agent" : noun(type));
        }
        return TextNode.valueOf(value);
    }

    static boolean isId(String name) {
        return name.equals("id") || name.endsWith("Id");
    }

    private static Long number(CommandType<?> type, String value) {
        try {
            int number = Integer.parseInt(value);
            return (long) number;
        } catch (NumberFormatException failure) {
            throw Problem.notFound(noun(type));
        }
    }

    /** The entity of a command, from its name: {@code lead} of {@code lead.set_status}. */
    private static String noun(CommandType<?> type) {
        int dot = type.name().indexOf('.');
        return (dot < 0 ? type.name() : type.name().substring(0, dot)).replace('_', ' ');
    }
}
