package com.techbro24.crm.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.realtime.Listeners.Listener;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens between a socket's coming in and a change, one step after the other. */
@ParameterizedClass
@EnumSource
class RealtimeFollowerTest extends RealtimeRoom {
    RealtimeFollowerTest(TestDatabase kind) {
        super(kind);
    }

    /** Changes an agent, and with it what its session is worth. */
    private void change(Caller caller, Role role) {
        update(caller.agent(), "role", role.name().toLowerCase(Locale.ROOT));
        live.put(
                caller.agent(),
                new Caller(caller.agent(), role, null, true, caller.kind(), caller.credentialId()));
    }

    private void update(String id, String field, Object value) {
        ObjectNode payload = Json.object().put("id", id);
        payload.set(field, Json.tree(value));
        var _ =
                spine.runner()
                        .run(
                                Submission.of(
                                        CommandCatalog.bind(AgentCommand.UPDATE, payload),
                                        Caller.SYSTEM));
    }

    private static Role roleOf(Listener listener) {
        return ((Caller) Objects.requireNonNull(listener.socket().attributes().get("caller")))
                .role();
    }

    @Test
    void who_lost_its_rights_while_it_was_let_in_hears_by_those_it_has() throws Exception {
        Caller admin = loggedIn(Agents.admin().in(spine));
        change(admin, Role.AGENT);
        follow();

        Listener listener = welcome(admin, null);

        hearsOnlyOfItself(listener, admin);
    }

    @Test
    void who_loses_its_rights_as_it_comes_in_hears_by_those_it_has() throws Exception {
        Caller admin = loggedIn(Agents.admin().in(spine));
        follow();
        beforeLook =
                () -> {
                    change(admin, Role.AGENT);
                    follow();
                };

        Listener listener = welcome(admin, null);

        hearsOnlyOfItself(listener, admin);
    }

    private void hearsOnlyOfItself(Listener listener, Caller caller) throws InterruptedException {
        assertThat(listener.nextName()).isEqualTo("ready");
        assertThat(roleOf(listener)).isEqualTo(Role.AGENT);
        var _ = Agents.agent().named("Somebody Else").in(spine);
        update(caller.agent(), "name", "Nobody Else");
        follow();
        JsonNode heard = listener.next();
        assertThat(heard.get(0).textValue()).isEqualTo("agent.updated");
        assertThat(heard.at("/1/record/name").textValue()).isEqualTo("Nobody Else");
    }

    @Test
    void a_session_that_ends_during_the_connect_gets_session_expired() throws Exception {
        Caller agent = loggedIn(Agents.agent().in(spine));
        live.clear();
        Listener listener = welcome(agent, null);
        assertThat(listener.nextName()).isEqualTo("session.expired");
        assertThat(listener.nextName()).isEqualTo("closed");
    }

    @Test
    void an_admin_who_becomes_a_manager_and_still_sees_everything_commands_as_a_manager()
            throws Exception {
        Caller admin = loggedIn(Agents.admin().in(spine));
        follow();
        Listener listener = welcome(admin, null);
        change(admin, Role.MANAGER);
        follow();
        assertThat(roleOf(listener)).isEqualTo(Role.MANAGER);
    }

    @Test
    void sockets_that_cannot_be_moved_come_back_and_the_others_hear_what_follows()
            throws Exception {
        Caller moved = loggedIn(Agents.agent().in(spine));
        Caller other = loggedIn(Agents.admin().in(spine));
        follow();
        Listener movedHears = welcome(moved, null);
        Listener otherHears = welcome(other, null);
        assertThat(movedHears.nextName()).isEqualTo("ready");
        assertThat(otherHears.nextName()).isEqualTo("ready");
        change(moved, Role.ADMIN);
        update(other.agent(), "name", "The Other");
        beforeLook =
                () -> {
                    throw new IllegalStateException(
                            "The database is away: this belongs to the test");
                };
        follow();
        assertThat(otherHears.nextName()).isEqualTo("agent.updated");
        assertThat(otherHears.next().at("/1/record/name").textValue()).isEqualTo("The Other");
        assertThat(movedHears.nextName()).isEqualTo("agent.updated");
        assertThat(movedHears.nextName()).isEqualTo("closed");
    }

    @Test
    void who_comes_from_a_process_that_was_ahead_hears_nothing_twice() throws Exception {
        Caller admin = loggedIn(Agents.admin().in(spine));
        follow();
        long before = head();
        Listener early = welcome(admin, null);
        assertThat(early.next().at("/1/seq").longValue()).isEqualTo(before);
        var _ = Agents.agent().in(spine);
        var _ = Agents.agent().in(spine);

        Listener ahead = welcome(admin, new Since(head(), null));
        follow();
        var _ = Agents.agent().in(spine);
        follow();

        assertThat(ahead.next().at("/1/seq").longValue()).isEqualTo(before + 2);
        JsonNode next = ahead.next();
        assertThat(next.at("/1/seq").longValue()).isEqualTo(before + 3);
        assertThat(next.at("/1/prev").longValue()).isEqualTo(before + 2);
        for (long seq = before + 1; seq <= before + 3; seq++) {
            JsonNode each = early.next();
            assertThat(each.at("/1/seq").longValue()).isEqualTo(seq);
            assertThat(each.at("/1/prev").longValue()).isEqualTo(seq - 1);
        }
    }

    @Test
    void a_client_that_missed_too_much_gets_a_resync() throws Exception {
        Caller admin = loggedIn(Agents.admin().in(spine));
        ArrayNode skills = Json.MAPPER.createArrayNode();
        for (int index = 0; index < Limits.TAGS_MAX; index++) {
            skills.add(index + "s".repeat(Limits.WORD_LENGTH_MAX - 2));
        }
        for (int index = 0; index < 200; index++) {
            skills.set(0, "skill " + index);
            update(admin.agent(), "skills", skills);
        }
        follow();
        Listener listener = welcome(admin, new Since(1, null));
        JsonNode first = listener.next();
        assertThat(first.get(0).textValue()).isEqualTo("resync");
        assertThat(first.at("/1/reason").textValue()).isEqualTo("too_much");
        assertThat(listener.nextName()).isEqualTo("ready");
    }
}
