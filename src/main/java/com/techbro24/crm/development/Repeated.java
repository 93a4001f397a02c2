package com.techbro24.crm.development;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again while it is wanted; only then there is a thread. */
final class Repeated {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final String name;
    private final Duration pause;
    private final Runnable what;
    private @Nullable Thread thread;

    Repeated(String name, Duration pause, Runnable what) {
        this.name = name;
        this.pause = pause;
        this.what = what;
    }

    synchronized void run(boolean isWanted) {
        if (isWanted && thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::repeat);
        } else if (!isWanted && thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void repeat() {
        while (true) {
            try {
                Thread.sleep(pause);
                what.run();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("{} failed once: {}", name, failure.toString());
            }
        }
    }
}
