package com.techbro24.crm.socketio;

import com.techbro24.crm.socketio.engine.EngineMetrics;

/**
 * What a {@link SocketIoServer} holds now, and what its transports have done.
 *
 * @param sockets the sockets of all namespaces
 * @param engine the sessions below them, and their traffic
 */
public record SocketIoMetrics(int sockets, EngineMetrics engine) {}
