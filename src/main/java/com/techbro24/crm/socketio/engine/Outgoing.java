package com.techbro24.crm.socketio.engine;

import java.util.List;

/**
 * Frames that are sent together or not at all.
 *
 * @param messages number of packets
 * @param droppable whether it is dropped if the client is not ready (volatile)
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

    /** Combines several in order, so that each socket is visited and flushed once. */
    public static Outgoing together(List<Outgoing> all) {
        return new Outgoing(
                all.stream().flatMap(each -> each.frames.stream()).toList(),
                all.stream().mapToInt(Outgoing::messages).sum(),
                all.stream().mapToLong(Outgoing::bytes).sum(),
                all.stream().anyMatch(Outgoing::droppable));
    }
}
