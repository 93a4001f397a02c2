package com.techbro24.crm.base;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of enum values for clients, the log and the database: lower_snake_case. */
public final class EnumNames {
    private static final ClassValue<String[]> NAMES =
            new ClassValue<>() {
                @Override
                protected String[] computeValue(Class<?> type) {
                    return Stream.of(type.getEnumConstants())
                            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new);
                }
            };

    private EnumNames() {}

    public static String of(Enum<?> value) {
        return NAMES.get(value.getDeclaringClass())[value.ordinal()];
    }

    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        String[] names = NAMES.get(type);
        for (int index = 0; index < names.length; index++) {
            if (names[index].equals(word)) {
                return Optional.of(type.getEnumConstants()[index]);
            }
        }
        return Optional.empty();
    }

    /** The value with this name; an unknown name is a bug. */
    public static <E extends Enum<E>> E get(Class<E> type, String word) {
        return find(type, word)
                .orElseThrow(
                        () -> new IllegalStateException(type.getSimpleName() + " has no " + word));
    }

    /** All names of an enum, separated by commas. */
    public static String list(Class<? extends Enum<?>> type) {
        return Stream.of(NAMES.get(type)).collect(Collectors.joining(", "));
    }

    public static String[] all(Class<?> type) {
        return NAMES.get(type).clone();
    }
}
