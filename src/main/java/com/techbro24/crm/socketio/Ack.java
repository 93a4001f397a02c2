package com.techbro24.crm.socketio;

import org.jspecify.annotations.Nullable;

/** Answers an event for which the client waits; only the first answer is sent. */
@FunctionalInterface
public interface Ack {

    void send(@Nullable Object... arguments);
}
