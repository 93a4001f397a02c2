package com.techbro24.crm.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.realtime.Listeners.Listener;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.FutureChange;
import com.techbro24.crm.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that come back to a log that is not quite the one they left. */
@ParameterizedClass
@EnumSource
class LogEpochTest extends RealtimeRoom {
    private final Caller admin;

    LogEpochTest(TestDatabase kind) {
        super(kind);
        admin = loggedIn(Agents.admin().in(spine));
        follow();
    }

    @Test
    void who_saw_more_of_a_life_that_was_lost_is_told_to_pull() throws Exception {
        assertThat(welcome(admin, null).nextName()).isEqualTo("ready");
        // Two changes after the backup, which were lost with the old life.
        long seen = head() + 2;
        LogMeta fresh = spine.writer().write(LogMeta::startEpoch);
        for (int change = 0; change < 4; change++) {
            var _ = Agents.agent().in(spine);
        }

        Listener back = welcome(admin, new Since(seen, null));

        JsonNode resync = back.next();
        assertThat(resync.get(0).textValue()).isEqualTo("resync");
        assertThat(resync.at("/1/reason").textValue()).isEqualTo("epoch");
        assertThat(resync.at("/1/epoch").textValue()).isEqualTo(fresh.epoch());
        JsonNode ready = back.next();
        assertThat(ready.at("/1/epoch").textValue()).isEqualTo(fresh.epoch());
        assertThat(ready.at("/1/seq").longValue()).isEqualTo(fresh.floorSeq() + 4);
        var _ = Agents.agent().in(spine);
        follow();
        assertThat(back.next().at("/1/seq").longValue()).isEqualTo(fresh.floorSeq() + 5);
    }

    @Test
    void a_client_with_another_epoch_gets_a_resync_and_with_the_current_one_does_not()
            throws Exception {
        String epoch = spine.database().read(LogMeta::read).epoch();

        Listener other = welcome(admin, new Since(head(), "another"));
        assertThat(other.nextName()).isEqualTo("resync");
        assertThat(other.nextName()).isEqualTo("ready");
        Listener same = welcome(admin, new Since(head(), epoch));
        assertThat(same.nextName()).isEqualTo("ready");
    }

    @Test
    void a_replay_passes_by_what_a_newer_node_has_written_of_a_kind_that_is_not_known()
            throws Exception {
        long before = head();
        FutureChange.write(spine, "thing", 3);
        var _ = Agents.agent().in(spine);
        follow();

        Listener back = welcome(admin, new Since(before, null));

        JsonNode created = back.next();
        assertThat(created.get(0).textValue()).isEqualTo("agent.created");
        assertThat(created.at("/1/seq").longValue()).isEqualTo(before + 4);
        assertThat(created.at("/1/prev").longValue()).isEqualTo(before);
        assertThat(back.nextName()).isEqualTo("ready");
    }
}
