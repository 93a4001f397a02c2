package com.techbro24.crm.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Input;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All commands by name, with their handlers; built at startup. */
public final class CommandCatalog {
    private final Map<String, CommandType<?>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, CommandType<?>> byClass = new HashMap<>();
    private final Map<Class<?>, Handler<Command>> handlers = new HashMap<>();

    /** Adds a room's commands and their handler. */
    @SuppressWarnings("unchecked")
    public <F extends Command> void add(Handler<F> handler, List<CommandType<? extends F>> types) {
        for (CommandType<? extends F> type : types) {
            if (byName.putIfAbsent(type.name(), type) != null) {
                throw new IllegalStateException("two commands are named " + type.name());
            }
            byClass.put(type.type(), type);
            handlers.put(type.type(), (Handler<Command>) handler);
        }
    }

    public Optional<CommandType<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The command with this name, unless it is internal. */
    public Optional<CommandType<?>> findForCallers(String name) {
        return find(name).filter(type -> !type.isInternal());
    }

    public Collection<CommandType<?>> all() {
        return byName.values();
    }

    /** Binds input from outside to a command, or throws a problem that lists all errors. */
    public static <C extends Command> C bind(CommandType<C> type, JsonNode input) {
        return Input.bind(type.type(), input);
    }

    CommandType<?> typeOf(Command command) {
        CommandType<?> type = byClass.get(command.getClass());
        if (type == null) {
            throw new IllegalStateException(command.getClass() + " is not in the catalog");
        }
        return type;
    }

    Handler<Command> handlerOf(Command command) {
        Handler<Command> handler = handlers.get(command.getClass());
        if (handler == null) {
            throw new IllegalStateException(command.getClass() + " has no handler");
        }
        return handler;
    }
}
