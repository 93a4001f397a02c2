package com.techbro24.crm.base;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of enum values as clients, the log and the database write them: lower_snake_case. */
public final class Words {
    private static final ClassValue<String[]> NAMES =
            new ClassValue<>() {
                @Override
                protected String[] computeValue(Class<?> type) {
                    return Stream.of(type.getEnumConstants())
                            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new);
                }
            };

    private Words() {}

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

    /** The value of a word that this program wrote itself. */
    public static <E extends Enum<E>> E get(Class<E> type, String word) {
        return find(type, word)
                .orElseThrow(
                        () -> new IllegalStateException(type.getSimpleName() + " has no " + word));
    }

    /** All words of an enum, as a sentence's list. */
    public static String list(Class<? extends Enum<?>> type) {
        return Stream.of(NAMES.get(type)).collect(Collectors.joining(", "));
    }

    public static String[] all(Class<?> type) {
        return NAMES.get(type).clone();
    }
}
