package com.techbro24.crm.app;

import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What {@code ./crm dev} starts in a fresh class loader: it answers what stops the server. Between
 * the loaders only types of the JDK are shared.
 */
public final class DevEntry implements Callable<AutoCloseable> {
    /** Connections that stay open, such as sockets, are not waited for longer. */
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
            err.println("crm: nothing runs now; the next change of a file starts it again");
            return () -> {};
        }
    }
}
