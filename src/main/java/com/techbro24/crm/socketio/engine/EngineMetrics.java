package com.techbro24.crm.socketio.engine;

/**
 * Metrics of an {@link EngineServer} since its start.
 *
 * @param pollingSessions open sessions on long-polling
 * @param webSocketSessions open sessions on a websocket
 * @param bytesBuffered buffered output
 * @param bytesIn bytes of received messages, without transport framing
 * @param bytesOut bytes of sent messages, without transport framing
 * @param messagesIn received messages
 * @param messagesOut sent messages, one per recipient
 * @param dropped volatile messages dropped because the client was not ready
 * @param cutOff clients disconnected for reading too slowly
 * @param upgrades sessions upgraded from polling to websocket
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
