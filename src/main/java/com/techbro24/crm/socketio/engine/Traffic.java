package com.techbro24.crm.socketio.engine;

import java.util.concurrent.atomic.LongAdder;

/** What has passed through a server since its start. */
final class Traffic {
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder messagesIn = new LongAdder();
    final LongAdder messagesOut = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder cutOff = new LongAdder();
    final LongAdder upgrades = new LongAdder();
}
