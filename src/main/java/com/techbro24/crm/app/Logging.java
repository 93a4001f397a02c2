package com.techbro24.crm.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.techbro24.crm.app.settings.Settings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up Logback in code: parsing an XML file would slow down startup. */
final class Logging {
    private static final String TEXT =
            "%d{HH:mm:ss.SSS} %-5level %-24logger{0} %msg %kvp{DOUBLE}%n";

    /** Libraries that log too much. */
    private static final List<String> TALKATIVE =
            List.of("com.zaxxer.hikari", "org.hibernate", "io.netty", "io.vertx");

    private Logging() {}

    /**
     * Logs to standard output: our own messages from the level on, of libraries only the important
     * ones.
     */
    static void start(Settings.Log settings) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(encoder(settings.format(), context));
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var level = Level.valueOf(settings.level().name());
        root.addAppender(console);
        root.setLevel(level);
        var libraries = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        TALKATIVE.forEach(name -> context.getLogger(name).setLevel(libraries));
    }

    /** For commands with their own output: only errors, to standard error. */
    static void startQuiet() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        start(new Settings.Log(Settings.LogLevel.ERROR, Settings.LogFormat.TEXT));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders()
                .forEachRemaining(
                        appender -> ((ConsoleAppender<?>) appender).setTarget("System.err"));
    }

    /** Flushes buffered output. */
    static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static Encoder<ILoggingEvent> encoder(
            Settings.LogFormat format, LoggerContext context) {
        return switch (format) {
            case JSON -> started(new JsonLogEncoder(), context);
            case TEXT -> {
                var encoder = new PatternLayoutEncoder();
                encoder.setPattern(TEXT);
                yield started(encoder, context);
            }
        };
    }

    private static Encoder<ILoggingEvent> started(
            Encoder<ILoggingEvent> encoder, LoggerContext context) {
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
