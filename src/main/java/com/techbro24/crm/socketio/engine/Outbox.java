package com.techbro24.crm.socketio.engine;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The output queue of one session: any thread adds, the loop removes all at its next turn. */
abstract class Outbox {
    private static final AtomicReferenceFieldUpdater<Outbox, @Nullable Link> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(Outbox.class, Link.class, "newest");

    /** A stack while it fills; reversed when it is taken. */
    private volatile @Nullable Link newest;

    /** One entry, with the bytes of all entries up to itself. */
    static final class Link {
        final Outgoing outgoing;
        long bytes;
        @Nullable Link next;

        private Link(Outgoing outgoing) {
            this.outgoing = outgoing;
        }
    }

    /** Returns whether it was empty, so that the loop has to be woken. */
    final boolean put(Outgoing outgoing) {
        Link link = new Link(outgoing);
        while (true) {
            Link before = newest;
            link.next = before;
            link.bytes = outgoing.bytes() + (before == null ? 0 : before.bytes);
            if (NEWEST.compareAndSet(this, before, link)) {
                return before == null;
            }
        }
    }

    /** Removes everything, oldest first. */
    final @Nullable Link takeAll() {
        Link link = NEWEST.getAndSet(this, null);
        Link oldest = null;
        while (link != null) {
            Link before = link.next;
            link.next = oldest;
            oldest = link;
            link = before;
        }
        return oldest;
    }

    final long waitingBytes() {
        Link link = newest;
        return link == null ? 0 : link.bytes;
    }
}
