package com.techbro24.crm.socketio;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some of a namespace's sockets, chosen anew at each use; a value that can be kept and shared. */
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

    /** With the sockets of these rooms, or of these ids, as well. */
    public Broadcast to(String... names) {
        return new Broadcast(namespace, with(rooms, names), except, droppable);
    }

    /** Without the sockets of these rooms, or of these ids. */
    public Broadcast except(String... names) {
        return new Broadcast(namespace, rooms, with(except, names), droppable);
    }

    /** Only those that are ready to take it at once. */
    public Broadcast droppable() {
        return new Broadcast(namespace, rooms, except, true);
    }

    private static Set<String> with(Set<String> before, String... names) {
        Set<String> all = new HashSet<>(before);
        all.addAll(List.of(names));
        return Set.copyOf(all);
    }

    /** Sends an event to each of them once; it is encoded once for all. */
    public void emit(String event, @Nullable Object... arguments) {
        namespace.emit(this, List.of(Payload.of(namespace.server().json(), event, arguments)));
    }

    /** The same of JSON text: an array that begins with the event's name. */
    public void emitEncoded(String json) {
        emitEncoded(List.of(json));
    }

    /** Several events at once, in their order, which costs each socket hardly more than one. */
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

    /** Whether a socket of that id and those rooms is among them. */
    boolean includes(String id, Set<String> joined) {
        boolean chosen =
                rooms.isEmpty() || rooms.contains(id) || joined.stream().anyMatch(rooms::contains);
        return chosen && !except.contains(id) && joined.stream().noneMatch(except::contains);
    }
}
