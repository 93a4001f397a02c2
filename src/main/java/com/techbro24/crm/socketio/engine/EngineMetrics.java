package com.techbro24.crm.socketio.engine;

/**
 * What an {@link EngineServer} holds now and has done since its start.
 *
 * @param pollingSessions the open sessions that are polled
 * @param webSocketSessions the open sessions on a websocket
 * @param bytesBuffered the output that waits for its clients
 * @param bytesIn the bytes of all messages taken, as they are without transport framing
 * @param bytesOut the bytes of all messages sent, likewise
 * @param messagesIn the messages taken
 * @param messagesOut the messages sent, one for each recipient
 * @param dropped the volatile messages left out for clients that were not ready
 * @param cutOff the clients cut off for reading too slowly
 * @param upgrades the sessions that went from polling to websocket
 */
public record EngineMetrics(
        int pollingSessions,
        int webSocketSessions,
        long bytesBuffered,
        long bytesIn,
        long bytesOut,
        long messagesIn,
        long messagesOut,
        long dropped,
        long cutOff,
        long upgrades) {}
