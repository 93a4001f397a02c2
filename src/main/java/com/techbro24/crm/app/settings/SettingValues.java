package com.techbro24.crm.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts of settings: from the environment, which wins, and from {@code .env}.
 *
 * @param environment all the variables of the process
 * @param file the contents of {@code .env}
 */
public record SettingValues(Map<String, String> environment, EnvFile file) {

    /** Reads {@code .env} in the folder if it exists. */
    public static SettingValues of(Map<String, String> environment, Path folder) {
        return new SettingValues(Map.copyOf(environment), EnvFile.in(folder));
    }

    public static SettingValues ofThisProcess() {
        return of(System.getenv(), Path.of(""));
    }

    /** The effective texts; the environment wins. */
    public Map<String, String> merged() {
        var merged = new TreeMap<>(file.texts());
        environment.forEach(
                (name, text) -> {
                    if (!text.isBlank()) merged.put(name, text);
                });
        return merged;
    }

    /** The same, with {@code CRM_ENV=development} as the default. */
    public SettingValues inDevelopment() {
        if (KnownSettings.ENVIRONMENT.isGivenIn(merged())) return this;
        var below = new TreeMap<>(file.texts());
        below.put(KnownSettings.ENVIRONMENT.name(), "development");
        return new SettingValues(environment, new EnvFile(below, file.errors()));
    }

    /** The source of a setting's text. */
    String originOf(Setting<?> setting) {
        if (setting.isGivenIn(environment)) return "environment";
        return setting.isGivenIn(file.texts()) ? ".env" : "default";
    }

    /** A warning for each variable that looks like a setting but is unknown, such as a typo. */
    public List<String> warnings() {
        var known = KnownSettings.all().stream().map(Setting::name).toList();
        return merged().keySet().stream()
                .filter(name -> name.startsWith("CRM_") && !known.contains(name))
                .map(name -> name + " is not a known setting and has no effect; see ./crm config")
                .toList();
    }
}
