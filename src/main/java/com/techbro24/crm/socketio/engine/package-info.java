/**
 * Engine.IO 4: sessions, heartbeats, and the transports polling and websocket, on Vert.x.
 *
 * <p>Invariants: a session's state changes only on its event loop; messages keep their order
 * through an upgrade. It does not know Socket.IO and depends on no other package of the project.
 */
@NullMarked
package com.techbro24.crm.socketio.engine;

import org.jspecify.annotations.NullMarked;
