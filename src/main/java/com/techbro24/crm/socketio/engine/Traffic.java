package com.techbro24.crm.socketio.engine;

import java.util.concurrent.atomic.LongAdder;

/** Traffic counters of a server. */
final class Traffic {
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder messagesIn = new LongAdder();
    final LongAdder messagesOut = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder cutOff = new LongAdder();
    final LongAdder upgrades = new LongAdder();
}
