package com.techbro24.crm.socketio;

import com.techbro24.crm.socketio.engine.EngineMetrics;

/**
 * Metrics of a {@link SocketIoServer}.
 *
 * @param sockets the sockets of all namespaces
 * @param engine the metrics of its Engine.IO sessions
 */
public record SocketIoMetrics(int sockets, EngineMetrics engine) {}
