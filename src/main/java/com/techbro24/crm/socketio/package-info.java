/**
 * A Socket.IO 5 server over Engine.IO 4 on Vert.x's HTTP server; it is independent of the
 * application.
 *
 * <p>Two layers, each usable by itself:
 *
 * <ul>
 *   <li>Engine.IO: {@link com.techbro24.crm.socketio.engine.EngineServer} turns long-polling
 *       requests and websockets into {@link com.techbro24.crm.socketio.engine.EngineSession}s,
 *       which carry text and binary messages.
 *   <li>Socket.IO: {@link com.techbro24.crm.socketio.SocketIoServer} adds {@linkplain
 *       com.techbro24.crm.socketio.Namespace namespaces}, {@linkplain
 *       com.techbro24.crm.socketio.Socket sockets}, events, acknowledgements, rooms and connection
 *       state recovery.
 * </ul>
 *
 * <p>Threads: a session belongs to one event loop (its websocket's), and its state is used only
 * there. Emitted events, from any thread, go to the session's outbox in call order; each loop
 * flushes the outboxes of its sessions once per turn. A request that arrives on another loop is
 * forwarded. Event handlers run on a configurable executor, may block, and run one at a time per
 * socket.
 *
 * <p>To share a port with other routes:
 *
 * <pre>{@code
 * var sockets = new SocketIoServer(SocketIoSettings.defaults(), json, json, virtualThreads);
 * sockets.namespace("/").onConnection(socket -> socket.emit("hello", socket.id()));
 * var options = sockets.settings().engine().applyTo(new HttpServerOptions());
 * vertx.createHttpServer(options).requestHandler(request -> {
 *     if (sockets.handles(request)) {
 *         sockets.handle(request);
 *     } else { ... }
 * });
 * }</pre>
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/">the Engine.IO protocol, version
 *     4</a>
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">the Socket.IO protocol, version
 *     5</a>
 */
@NullMarked
package com.techbro24.crm.socketio;

import org.jspecify.annotations.NullMarked;
