package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Started by {@code ./crm dev} in a new class loader; returns a handle that stops the server. Only
 * JDK types are shared between the class loaders.
 */
public final class DevEntry implements Callable<AutoCloseable> {
    /** How long to wait for open connections, such as sockets. */
    private static final Duration GRACE = Duration.ofMillis(200);

    @Override
    public AutoCloseable call() {
        var err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            var given = SettingValues.ofThisProcess().inDevelopment();
            given.warnings().forEach(warning -> err.println("crm: " + warning));
            var settings = Settings.read(given);
            Logging.start(settings.log());
            var running = ServeCommand.start(settings);
            ServeCommand.greet(err, settings, running);
            return () -> running.stop(GRACE);
        } catch (Exception failure) {
            Failures.print(failure, err);
            err.println("crm: the server is not running; the next file change starts it again");
            return () -> {};
        }
    }
}
