package com.techbro24.crm.socketio.engine;

import io.netty.util.concurrent.ScheduledFuture;

/** A websocket to which a polling session is upgrading. */
final class Upgrade {
    private final EngineSession session;
    private final PollingTransport polling;
    private final WebSocketTransport target;
    private final ScheduledFuture<?> timer;
    private boolean probed;

    Upgrade(EngineSession session, PollingTransport polling, WebSocketTransport target) {
        this.session = session;
        this.polling = polling;
        this.target = target;
        this.timer = session.schedule(session.settings().upgradeTimeout(), this::abandon);
    }

    boolean isTo(WebSocketTransport transport) {
        return target == transport;
    }

    boolean isProbed() {
        return probed;
    }

    void onText(String packet) {
        if (!probed && packet.equals("2probe")) {
            probed = true;
            target.writeAlone(Frame.PROBE_ANSWER);
            // The client waits for the answer to its poll before it switches.
            polling.releasePoll();
        } else if (probed && packet.equals("5")) {
            stopTimer();
            session.finishUpgrade(polling, target);
        } else {
            abandon();
        }
    }

    /** The session keeps its transport. */
    void abandon() {
        stopTimer();
        session.forgetUpgrade(this);
        target.close();
    }

    private void stopTimer() {
        timer.cancel(false);
    }
}
