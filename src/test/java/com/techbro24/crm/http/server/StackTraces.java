package com.techbro24.crm.http.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Listens to the log while a test runs. */
final class StackTraces extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    StackTraces() {
        start();
        root.addAppender(this);
        ((Logger) LoggerFactory.getLogger("http")).setLevel(Level.INFO);
    }

    @Override
    protected void append(ILoggingEvent event) {
        all.add(event);
    }

    List<ILoggingEvent> events() {
        return List.copyOf(all);
    }

    /** Stops listening; the messages of the events that had a stack trace. */
    List<String> close() {
        root.detachAppender(this);
        ((Logger) LoggerFactory.getLogger("http")).setLevel(null);
        return all.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(
                        event ->
                                event.getFormattedMessage()
                                        + ": "
                                        + event.getThrowableProxy().getMessage())
                .toList();
    }
}
