package com.techbro24.crm.http.openapi;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.MethodJavadoc;
import com.github.therapi.runtimejavadoc.ParamJavadoc;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.http.Field;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What types and fields mean: their Javadoc, which the build keeps beside the classes. A field
 * without its own words is explained by the field of the same name of the row it is about, then by
 * the words that many rooms share, then by its type.
 */
final class Descriptions {
    private static final Map<String, String> UNITS =
            Map.of(
                    "Seconds", "seconds",
                    "Minutes", "minutes",
                    "Hours", "hours",
                    "Millis", "milliseconds",
                    "Bytes", "bytes");

    private static final ClassValue<Map<String, String>> FIELDS =
            new ClassValue<>() {
                @Override
                protected Map<String, String> computeValue(Class<?> type) {
                    return fieldsOf(RuntimeJavadoc.getJavadoc(type));
                }
            };

    private static final ClassValue<String> TYPES =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> type) {
                    if (type == DayOfWeek.class) {
                        return "A day of the week.";
                    }
                    return text(RuntimeJavadoc.getJavadoc(type).getComment());
                }
            };

    /** The meaning of a type; empty if nothing is said of it. */
    String of(Class<?> type, Schemas.Use use) {
        String text = TYPES.get(type);
        return use == Schemas.Use.SELECTION ? text + " With `fields`, it has only those." : text;
    }

    /** The values of a growing enum. */
    static String known(Class<?> type) {
        return List.of(EnumNames.all(type)).stream()
                .map(word -> '`' + word + '`')
                .collect(
                        Collectors.joining(", ", "Known values: ", "; there may be others later."));
    }

    /**
     * The meaning of a field.
     *
     * @param about the row that the record is about
     */
    String of(Field field, @Nullable Class<?> about) {
        String meaning = FIELDS.get(field.owner()).get(field.member());
        if (meaning == null && about != null) {
            meaning = FIELDS.get(about).get(field.member());
        }
        if (meaning == null) {
            meaning = SharedWords.of(field.name());
        }
        return withUnit(field.name(), meaning == null ? ofType(field.type()) : meaning);
    }

    /** The unit that the name tells, unless the text has it already. */
    private static String withUnit(String name, String text) {
        for (var unit : UNITS.entrySet()) {
            boolean isSaid = text.contains(unit.getValue().replaceFirst(".* ", ""));
            if (name.endsWith(unit.getKey()) && !text.isEmpty() && !isSaid) {
                return text + " In " + unit.getValue() + ".";
            }
        }
        return name.endsWith("Rate") && !text.isEmpty() ? text + " From 0 to 1." : text;
    }

    private static String ofType(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            type = generic.getActualTypeArguments()[0];
        }
        boolean isOurs =
                type instanceof Class<?> plain && plain.getName().startsWith("com.techbro24.");
        return isOurs ? TYPES.get((Class<?>) type) : "";
    }

    private static Map<String, String> fieldsOf(ClassJavadoc javadoc) {
        Map<String, String> texts = new HashMap<>();
        for (MethodJavadoc method : javadoc.getMethods()) {
            if (method.getParamTypes().isEmpty()) {
                put(texts, method.getName(), method.getComment());
            }
        }
        for (ParamJavadoc component : javadoc.getRecordComponents()) {
            put(texts, component.getName(), component.getComment());
        }
        return texts;
    }

    private static void put(Map<String, String> texts, String name, Comment comment) {
        String text = text(comment);
        if (!text.isEmpty()) {
            texts.put(name, text);
        }
    }

    private static String text(@Nullable Comment comment) {
        if (comment == null) {
            return "";
        }
        MarkdownComment markdown = new MarkdownComment();
        comment.visit(markdown);
        // The parser ends a tag at its first closing brace.
        return sentence(markdown.toString().replaceAll("(\\{\\{[\\w.]+)`}}", "$1}}`"));
    }

    /** With a capital letter and a full stop. */
    static String sentence(String words) {
        String text = words.strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            return text;
        }
        String begun =
                text.startsWith("`")
                        ? text
                        : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
