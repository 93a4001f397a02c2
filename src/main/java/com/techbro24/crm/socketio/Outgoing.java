package com.techbro24.crm.socketio;

import java.util.List;

/**
 * Frames that go out together, or not at all.
 *
 * @param droppable whether it is left out for a client that is not ready to take it
 */
record Outgoing(List<Frame> frames, long bytes, boolean droppable) {

    static Outgoing of(Frame frame) {
        return new Outgoing(List.of(frame), frame.size(), false);
    }

    static Outgoing of(List<Frame> frames, boolean droppable) {
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.size();
        }
        return new Outgoing(frames, bytes, droppable);
    }
}
