package com.techbro24.crm.socketio;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A namespace's sockets and their rooms; each socket is also a room of its own id. */
final class Rooms {
    private final Map<String, Socket> sockets = new HashMap<>();

    /**
     * In order of connection, which is roughly the memory order: broadcasts in this order use the
     * CPU caches better.
     */
    private final Map<String, Set<Socket>> members = new HashMap<>();

    synchronized void add(Socket socket) {
        sockets.put(socket.id(), socket);
    }

    synchronized void remove(Socket socket) {
        leave(socket, socket.rooms());
        sockets.remove(socket.id(), socket);
    }

    synchronized void join(Socket socket, Collection<String> names) {
        // A closed socket must not stay in a room.
        if (sockets.get(socket.id()) != socket) {
            return;
        }
        Set<String> changed = new HashSet<>(socket.rooms());
        for (String name : names) {
            if (changed.add(name)) {
                members.computeIfAbsent(name, fresh -> new LinkedHashSet<>(2)).add(socket);
            }
        }
        socket.setRooms(changed);
    }

    synchronized void leave(Socket socket, Collection<String> names) {
        Set<String> changed = new HashSet<>(socket.rooms());
        for (String name : names) {
            Set<Socket> room = members.get(name);
            if (changed.remove(name) && room != null && room.remove(socket) && room.isEmpty()) {
                members.remove(name);
            }
        }
        socket.setRooms(changed);
    }

    /**
     * The sockets in any of the rooms (all if empty), each once, except those in the excluded
     * rooms.
     */
    synchronized List<Socket> select(Set<String> rooms, Set<String> except) {
        Collection<Socket> chosen = rooms.isEmpty() ? sockets.values() : union(rooms);
        if (except.isEmpty()) {
            return List.copyOf(chosen);
        }
        return chosen.stream()
                .filter(
                        socket ->
                                !except.contains(socket.id())
                                        && Collections.disjoint(except, socket.rooms()))
                .toList();
    }

    private Collection<Socket> union(Set<String> rooms) {
        if (rooms.size() == 1) {
            return room(rooms.iterator().next());
        }
        Set<Socket> all = new HashSet<>();
        rooms.forEach(name -> all.addAll(room(name)));
        return all;
    }

    private Collection<Socket> room(String name) {
        Socket single = sockets.get(name);
        Set<Socket> many = members.get(name);
        if (many == null) {
            return single == null ? Set.of() : Set.of(single);
        }
        if (single == null) {
            return many;
        }
        Set<Socket> both = new HashSet<>(many);
        both.add(single);
        return both;
    }

    synchronized Optional<Socket> socket(String id) {
        @Nullable Socket found = sockets.get(id);
        return Optional.ofNullable(found);
    }

    synchronized int size() {
        return sockets.size();
    }
}
