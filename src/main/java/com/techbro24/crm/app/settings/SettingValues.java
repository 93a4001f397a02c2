package com.techbro24.crm.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts given for settings: those of the environment, and below them those of {@code .env}.
 *
 * @param environment all the variables of the process
 * @param file what {@code .env} says
 */
public record SettingValues(Map<String, String> environment, EnvFile file) {

    /** With {@code .env} in the folder, where there is one. */
    public static SettingValues of(Map<String, String> environment, Path folder) {
        return new SettingValues(Map.copyOf(environment), EnvFile.in(folder));
    }

    public static SettingValues ofThisProcess() {
        return of(System.getenv(), Path.of(""));
    }

    /** The texts that count, the environment's first. */
    public Map<String, String> merged() {
        var merged = new TreeMap<>(file.texts());
        environment.forEach(
                (name, text) -> {
                    if (!text.isBlank()) merged.put(name, text);
                });
        return merged;
    }

    /** The same, in development unless something else is said. */
    public SettingValues inDevelopment() {
        if (KnownSettings.ENVIRONMENT.isGivenIn(merged())) return this;
        var below = new TreeMap<>(file.texts());
        below.put(KnownSettings.ENVIRONMENT.name(), "development");
        return new SettingValues(environment, new EnvFile(below, file.faults()));
    }

    /** Where a setting's text is from. */
    String originOf(Setting<?> setting) {
        if (setting.isGivenIn(environment)) return "environment";
        return setting.isGivenIn(file.texts()) ? ".env" : "default";
    }

    /** A line for each variable that looks like a setting and is none: likely misspelt. */
    public List<String> warnings() {
        var known = KnownSettings.all().stream().map(Setting::name).toList();
        return merged().keySet().stream()
                .filter(name -> name.startsWith("CRM_") && !known.contains(name))
                .map(name -> name + " is no setting and has no effect; ./crm config lists them")
                .toList();
    }
}
