package com.techbro24.crm.app.settings;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of {@code .env}: one {@code NAME=value} per line. A value in single quotes is
 * literal, one in double quotes may contain {@code \"}, {@code \\} and {@code \n}, and an unquoted
 * one ends before a space and a {@code #}, which start a comment. This is the only reader of the
 * file.
 *
 * @param errors a message for each invalid line; never its text, which may be a secret
 */
record EnvFile(Map<String, String> texts, List<String> errors) {
    /** Without a file. */
    static final EnvFile NONE = new EnvFile(Map.of(), List.of());

    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?", Pattern.DOTALL);
    private static final String NAME = "\\s*(?:export\\s+)?(?<name>[\\w.-]+)\\s*=";
    private static final Pattern NAMED = Pattern.compile(NAME + ".*", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT =
            Pattern.compile(
                    NAME
                            + "(?:\\s*'(?<single>[^']*)'"
                            + "|\\s*\"(?<double>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\""
                            + "|(?!\\s*['\"])(?<bare>.*?))"
                            + "(?:\\s+#.*)?\\s*",
                    Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\n])");

    /** Prints the value of one variable; {@code ./crm} reads the Java options with it. */
    public static void main(String[] names) {
        String value = in(Path.of("")).texts().getOrDefault(names[0], "");
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                .println(value);
    }

    /** Reads {@code .env} in the folder; without such a file there are no values. */
    static EnvFile in(Path folder) {
        var file = folder.resolve(".env");
        if (Files.notExists(file)) return NONE;
        try {
            return of(Files.readString(file));
        } catch (IOException failure) {
            return new EnvFile(Map.of(), List.of(".env cannot be read: " + reason(failure)));
        }
    }

    private static EnvFile of(String text) {
        var texts = new TreeMap<String, String>();
        var errors = new ArrayList<String>();
        // Some editors write a byte order mark.
        var lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) texts.put(assignment.group("name"), value(assignment));
            else if (!NOTHING.matcher(line).matches())
                errors.add(".env, line " + (i + 1) + ": " + error(line));
        }
        return new EnvFile(texts, errors);
    }

    private static String value(Matcher assignment) {
        if (assignment.group("single") != null) return assignment.group("single");
        if (assignment.group("bare") != null) return assignment.group("bare").strip();
        return ESCAPED.matcher(assignment.group("double"))
                .replaceAll(
                        found ->
                                found.group(1).equals("n")
                                        ? "\n"
                                        : Matcher.quoteReplacement(found.group(1)));
    }

    private static String error(String line) {
        return NAMED.matcher(line).matches()
                ? "a value that starts with a quote must end with it on the same line"
                : "must be NAME=value, or a comment that starts with #";
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case CharacterCodingException notText -> "it must be UTF-8";
            case AccessDeniedException notOurs -> "permission denied";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
