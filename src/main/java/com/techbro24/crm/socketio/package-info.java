/**
 * A Socket.IO 5 server over Engine.IO 4 on Vert.x's HTTP server; it knows nothing of what is sent
 * through it.
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
 * <p>Threads: a session belongs to one event loop, that of its websocket where it has one, and its
 * state is touched there only. Whatever is emitted, from any thread, goes to the session's outbox
 * in the order of the calls; each loop empties the outboxes of its sessions once a turn, with one
 * flush for each. A request for a session that arrives on another loop hops. Handlers of events run
 * on an executor of the caller's choosing, may block, and never run twice at a time for one socket.
 *
 * <p>Attaching it to a server that has other things to do:
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
