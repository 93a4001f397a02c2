package com.techbro24.crm.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.socketio.Socket;

/** Answers an event that is no command, such as a question of another room's. */
@FunctionalInterface
public interface SocketQuery {
    /**
     * The fields of the acknowledgement, beside {@code ok}; a problem is acknowledged as one.
     *
     * @param caller as it connected
     */
    ObjectNode answer(Socket socket, Caller caller, ObjectNode payload);
}
