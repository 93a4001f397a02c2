package com.techbro24.crm.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints the settings: values, an example file, a table for the docs. */
public final class SettingsText {
    private static final int LINE = 96;

    private SettingsText() {}

    /** Each setting with its effective value and its source; secrets are hidden. */
    public static String values(SettingValues given) {
        Map<String, String> texts = given.merged();
        var text = new StringBuilder();
        for (var setting : KnownSettings.all()) {
            var assignment = setting.name() + "=" + setting.shown(setting.textIn(texts));
            text.append("%-60s # %s%n".formatted(assignment, given.originOf(setting)));
        }
        return text.toString();
    }

    /** The contents of {@code .env.example}. */
    public static String example() {
        var text =
                new StringBuilder(
                        """
                        # The settings of TechBro24 CRM, each with its default value. Copy this file to .env and
                        # change what you need; environment variables override the file.
                        # `./crm config` prints the effective values.
                        """);
        for (var setting : KnownSettings.all()) {
            text.append('\n');
            wrapped(setting.description())
                    .forEach(line -> text.append("# ").append(line).append('\n'));
            text.append("#%s=%s\n".formatted(setting.name(), setting.standard()));
        }
        return text.toString();
    }

    /** A table in Markdown, for the docs. */
    public static String markdown() {
        var text = new StringBuilder("| Setting | Default | |\n| --- | --- | --- |\n");
        for (var setting : KnownSettings.all()) {
            var standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
            text.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(setting.name(), standard, setting.description()));
        }
        return text.toString();
    }

    private static List<String> wrapped(String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : sentence.split(" ", -1)) {
            if (line.length() + word.length() + 1 > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
