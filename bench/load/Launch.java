package load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a server is started.
 *
 * @param settings its environment, but for the port
 * @param portName the variable of the port
 * @param fill what puts leads into a fresh database faster than its API; empty where the API will
 *     do
 */
record Launch(
        String name,
        List<String> command,
        Map<String, String> settings,
        String portName,
        List<String> fill) {

    /** TechBro24 CRM as `./crm serve` starts it. */
    static Launch crm(Path crm, String database, String logLevel) {
        var settings = new TreeMap<String, String>();
        settings.put("CRM_HOST", "127.0.0.1");
        settings.put("CRM_DATABASE", database);
        settings.put("CRM_ADMIN_EMAIL", Server.EMAIL);
        settings.put("CRM_ADMIN_PASSWORD", Server.PASSWORD);
        settings.put("CRM_RATE_LIMIT", "1000000");
        settings.put("CRM_RATE_LIMIT_ANONYMOUS", "1000000");
        settings.put("CRM_LOG_LEVEL", logLevel);
        var command = List.of(crm.toString(), "serve");
        return new Launch("TechBro24 CRM", command, settings, "CRM_PORT", List.of());
    }

    /** Another checkout of it, to compare two of them. */
    static Launch against(Path crm, Path database, String logLevel) {
        var like = crm(crm, "sqlite:" + database, logLevel);
        return new Launch("the other", like.command, like.settings, like.portName, like.fill);
    }

    /**
     * The Node server it is compared with; it commits each create by itself, so it is filled in one
     * go.
     */
    static Launch peer(Path folder, Path database) {
        var settings = new TreeMap<String, String>();
        settings.put("NODE_ENV", "production");
        settings.put("HOST", "127.0.0.1");
        settings.put("DATABASE", database.toString());
        settings.put("ADMIN_EMAIL", Server.EMAIL);
        settings.put("ADMIN_PASSWORD", Server.PASSWORD);
        var command = List.of("node", folder.resolve("server.js").toString());
        var fill = List.of("node", folder.resolve("fill.js").toString());
        return new Launch("Express", command, settings, "PORT", fill);
    }

    /** The same under another program, such as strace. */
    Launch under(String... wrapper) {
        var all = Stream.concat(Stream.of(wrapper), command.stream()).toList();
        return new Launch(name, all, settings, portName, fill);
    }

    /** Runs the fill with the leads, a JSON object in each line. */
    void fill(Path leads, Path log) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(fill).redirectInput(leads.toFile());
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        int status = builder.start().waitFor();
        if (status != 0) throw new IOException("The fill ended with " + status + ", see " + log);
    }
}
