package com.techbro24.crm.socketio;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A selection of a namespace's sockets, evaluated at each use; immutable, so it can be shared. */
public final class Broadcast {
    private final Namespace namespace;
    private final Set<String> rooms;
    private final Set<String> except;
    private final boolean droppable;

    Broadcast(Namespace namespace, Set<String> rooms, Set<String> except, boolean droppable) {
        this.namespace = namespace;
        this.rooms = rooms;
        this.except = except;
        this.droppable = droppable;
    }

    /** Also includes the sockets of these rooms or ids. */
    public Broadcast to(String... names) {
        return new Broadcast(namespace, with(rooms, names), except, droppable);
    }

    /** Excludes the sockets of these rooms or ids. */
    public Broadcast except(String... names) {
        return new Broadcast(namespace, rooms, with(except, names), droppable);
    }

    /** Only sockets that can receive immediately (volatile). */
    public Broadcast droppable() {
        return new Broadcast(namespace, rooms, except, true);
    }

    private static Set<String> with(Set<String> before, String... names) {
        Set<String> all = new HashSet<>(before);
        all.addAll(List.of(names));
        return Set.copyOf(all);
    }

    /** Sends an event once to each socket; it is encoded once for all. */
    public void emit(String event, @Nullable Object... arguments) {
        namespace.emit(this, List.of(Payload.of(namespace.server().json(), event, arguments)));
    }

    /** Sends encoded JSON: an array that starts with the event's name. */
    public void emitEncoded(String json) {
        emitEncoded(List.of(json));
    }

    /** Sends several events in order; for each socket this costs hardly more than one. */
    public void emitEncoded(List<String> jsons) {
        namespace.emit(this, jsons.stream().map(Payload::encoded).toList());
    }

    public List<Socket> sockets() {
        return namespace.rooms().select(rooms, except);
    }

    Set<String> rooms() {
        return rooms;
    }

    boolean isDroppable() {
        return droppable;
    }

    /** Whether a socket with this id and these rooms is selected. */
    boolean includes(String id, Set<String> joined) {
        boolean chosen =
                rooms.isEmpty() || rooms.contains(id) || joined.stream().anyMatch(rooms::contains);
        return chosen && !except.contains(id) && joined.stream().noneMatch(except::contains);
    }
}
