package com.techbro24.crm.socketio;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the libraries' debug lines out of what these tests and programs print. */
final class QuietLogs {
    private QuietLogs() {}

    static void on() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }
}
