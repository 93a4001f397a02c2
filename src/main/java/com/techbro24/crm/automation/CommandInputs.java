package com.techbro24.crm.automation;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the inputs of commands take, for rooms that know commands by name only. */
final class CommandInputs {
    private final CommandCatalog catalog;

    CommandInputs(CommandCatalog catalog) {
        this.catalog = catalog;
    }

    CommandType<?> type(String command) {
        return catalog.findForCallers(command)
                .orElseThrow(() -> new IllegalStateException("no command " + command));
    }

    /** Whether there is a command with this name for callers. */
    boolean exists(String command) {
        return catalog.findForCallers(command).isPresent();
    }

    /** The words that a field of the input takes; empty if it takes others too. */
    List<String> words(String command, String field) {
        return component(type(command).type(), field)
                .map(RecordComponent::getType)
                .filter(Class::isEnum)
                .map(CommandInputs::words)
                .orElse(List.of());
    }

    boolean hasField(String command, String field) {
        return component(type(command).type(), field).isPresent();
    }

    private static List<String> words(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(word -> EnumNames.of((Enum<?>) word))
                .toList();
    }

    /** Also looks into the fields of a patch. */
    private static Optional<RecordComponent> component(Class<?> type, String field) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Patch.class) {
                Type of =
                        ((ParameterizedType) component.getGenericType())
                                .getActualTypeArguments()[0];
                Optional<RecordComponent> found = component((Class<?>) of, field);
                if (found.isPresent()) {
                    return found;
                }
            } else if (component.getName().equals(field)) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }
}
