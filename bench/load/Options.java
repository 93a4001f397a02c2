package load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a command line says as `--name=value`. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    Options(String... arguments) {
        for (var argument : arguments) {
            int sign = argument.indexOf('=');
            if (!argument.startsWith("--") || sign < 0) {
                throw new IllegalArgumentException("Not understood: " + argument);
            }
            values.put(argument.substring(2, sign), argument.substring(sign + 1));
        }
    }

    String text(String name, String standard) {
        return values.getOrDefault(name, standard);
    }

    String text(String name) {
        var value = values.get(name);
        if (value == null) throw new IllegalArgumentException("--" + name + "= is missing");
        return value;
    }

    Path path(String name) {
        return Path.of(text(name)).toAbsolutePath();
    }

    int number(String name, int standard) {
        var value = values.get(name);
        return value == null ? standard : Integer.parseInt(value);
    }
}
