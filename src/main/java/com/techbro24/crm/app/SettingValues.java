package com.techbro24.crm.app;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
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
record SettingValues(Map<String, String> environment, Map<String, String> file) {

    /** Reads {@code .env} in the folder, where there is one. */
    static SettingValues of(Map<String, String> environment, Path folder) {
        var file = new TreeMap<String, String>();
        if (Files.exists(folder.resolve(".env"))) {
            try {
                Dotenv.configure()
                        .directory(folder.toAbsolutePath().toString())
                        .load()
                        .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                        .forEach(entry -> file.put(entry.getKey(), entry.getValue()));
            } catch (DotenvException unreadable) {
                throw new Settings.Faulty(
                        List.of(".env cannot be read: " + unreadable.getMessage()));
            }
        }
        return new SettingValues(Map.copyOf(environment), file);
    }

    static SettingValues ofThisProcess() {
        return of(System.getenv(), Path.of(""));
    }

    /** The texts that count, the environment's first. */
    Map<String, String> merged() {
        var merged = new TreeMap<>(file);
        environment.forEach(
                (name, text) -> {
                    if (!text.isBlank()) merged.put(name, text);
                });
        return merged;
    }

    /** The same, in development unless something else is said. */
    SettingValues inDevelopment() {
        if (KnownSettings.ENVIRONMENT.isGivenIn(merged())) return this;
        var below = new TreeMap<>(file);
        below.put(KnownSettings.ENVIRONMENT.name(), "development");
        return new SettingValues(environment, below);
    }

    /** Where a setting's text is from. */
    String originOf(Setting<?> setting) {
        if (setting.isGivenIn(environment)) return "environment";
        return setting.isGivenIn(file) ? ".env" : "default";
    }

    /** A line for each variable that looks like a setting and is none: likely misspelt. */
    List<String> warnings() {
        var known = KnownSettings.all().stream().map(Setting::name).toList();
        return merged().keySet().stream()
                .filter(name -> name.startsWith("CRM_") && !known.contains(name))
                .map(name -> name + " is no setting and has no effect; ./crm config lists them")
                .toList();
    }
}
