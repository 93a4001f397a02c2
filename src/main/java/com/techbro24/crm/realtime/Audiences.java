package com.techbro24.crm.realtime;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.socketio.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The connected sockets, each in an audience; used under the follower's lock. */
final class Audiences {
    private final ToLongFunction<List<String>> headSeenBy;

    /** Usually one audience per scope list. */
    private final Map<List<String>, List<Audience>> byScopes = new HashMap<>();

    private final Map<String, Set<Audience>> byScope = new HashMap<>();
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Set<Member>> byAgent = new HashMap<>();

    /** A socket, its caller and its audience. */
    static final class Member {
        final Socket socket;
        final Audience audience;
        private Caller caller;

        private Member(Socket socket, Caller caller, Audience audience) {
            this.socket = socket;
            this.audience = audience;
            this.caller = caller;
            socket.setAttribute("caller", caller);
        }

        /** Updates the rights with which its commands run. */
        void updateCaller(Caller changed) {
            if (!caller.equals(changed)) {
                caller = changed;
                socket.setAttribute("caller", changed);
            }
        }

        String credentialId() {
            return String.valueOf(caller.credentialId());
        }
    }

    /**
     * @param headSeenBy the seq of the newest change that one of the scopes may see
     */
    Audiences(ToLongFunction<List<String>> headSeenBy) {
        this.headSeenBy = headSeenBy;
    }

    /**
     * Adds a socket.
     *
     * @param known the newest seq that the client has seen; on another process it may be ahead of
     *     the sockets here
     */
    Member enter(Socket socket, Caller caller, long known) {
        Audience audience = audience(caller.scopes(), known);
        Member member = new Member(socket, caller, audience);
        audience.add(socket.id());
        members.put(socket.id(), member);
        byAgent.computeIfAbsent(caller.agent(), key -> new HashSet<>()).add(member);
        socket.join(audience.room());
        if (!socket.isOpen()) {
            leave(member);
        }
        return member;
    }

    private Audience audience(List<String> scopes, long known) {
        List<Audience> same = byScopes.getOrDefault(scopes, List.of());
        @Nullable Audience found = atLeastAt(same, known);
        if (found == null) {
            long head = headSeenBy.applyAsLong(scopes);
            found = atLeastAt(same, Math.min(known, head));
            if (found == null) {
                found = new Audience(scopes, head);
                byScopes.computeIfAbsent(scopes, key -> new ArrayList<>(1)).add(found);
                for (String scope : scopes) {
                    byScope.computeIfAbsent(scope, key -> new HashSet<>()).add(found);
                }
            }
        }
        return found;
    }

    private static @Nullable Audience atLeastAt(List<Audience> audiences, long seq) {
        for (Audience audience : audiences) {
            if (audience.sentSeq() >= seq) {
                return audience;
            }
        }
        return null;
    }

    void leave(Member member) {
        member.socket.leave(member.audience.room());
        if (!members.remove(member.socket.id(), member)) {
            return;
        }
        Set<Member> own = byAgent.getOrDefault(member.caller.agent(), Set.of());
        own.remove(member);
        if (own.isEmpty()) {
            byAgent.remove(member.caller.agent());
        }
        if (member.audience.remove(member.socket.id())) {
            remove(member.audience);
        }
    }

    private void remove(Audience audience) {
        List<Audience> same = byScopes.getOrDefault(audience.scopes(), List.of());
        same.remove(audience);
        if (same.isEmpty()) {
            byScopes.remove(audience.scopes());
        }
        for (String scope : audience.scopes()) {
            Set<Audience> others = byScope.getOrDefault(scope, Set.of());
            others.remove(audience);
            if (others.isEmpty()) {
                byScope.remove(scope);
            }
        }
    }

    @Nullable Member find(Socket socket) {
        return members.get(socket.id());
    }

    List<Member> all() {
        return List.copyOf(members.values());
    }

    List<Member> ofAgent(String agentId) {
        return List.copyOf(byAgent.getOrDefault(agentId, Set.of()));
    }

    /** The audiences that could see the row before the change, or can see it now. */
    Set<Audience> interestedIn(Change change) {
        Set<Audience> found = new LinkedHashSet<>(whoSee(change.seenBefore()));
        found.addAll(whoSee(change.seenAfter()));
        return found;
    }

    Set<Audience> whoSee(Visibility visibility) {
        Set<Audience> found = new LinkedHashSet<>();
        for (String scope : visibility.scopes()) {
            found.addAll(byScope.getOrDefault(scope, Set.of()));
        }
        return found;
    }

    Set<String> roomsWhoSee(Visibility visibility) {
        Set<String> rooms = new HashSet<>();
        whoSee(visibility).forEach(audience -> rooms.add(audience.room()));
        return rooms;
    }

    /** The ids of their sessions and API keys. */
    static Set<String> credentials(List<Member> members) {
        Set<String> ids = new HashSet<>();
        members.forEach(member -> ids.add(member.credentialId()));
        return ids;
    }
}
