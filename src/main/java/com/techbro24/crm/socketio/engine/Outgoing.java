package com.techbro24.crm.socketio.engine;

import java.util.List;

/**
 * Frames that go out together, or not at all.
 *
 * @param messages how many packets they are
 * @param droppable whether it is left out for a client that is not ready to take it
 */
public record Outgoing(List<Frame> frames, int messages, long bytes, boolean droppable) {

    public static Outgoing of(Frame frame) {
        return new Outgoing(List.of(frame), 1, frame.size(), false);
    }

    public static Outgoing of(List<Frame> frames, boolean droppable) {
        long bytes = 0;
        for (Frame frame : frames) {
            bytes += frame.size();
        }
        return new Outgoing(frames, 1, bytes, droppable);
    }

    /** Several as one, in their order: a socket is visited, and its connection flushed, once. */
    public static Outgoing together(List<Outgoing> all) {
        return new Outgoing(
                all.stream().flatMap(each -> each.frames.stream()).toList(),
                all.stream().mapToInt(Outgoing::messages).sum(),
                all.stream().mapToLong(Outgoing::bytes).sum(),
                all.stream().anyMatch(Outgoing::droppable));
    }
}
