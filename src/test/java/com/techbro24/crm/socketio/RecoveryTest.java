package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.socketio.engine.CloseReason;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connection state recovery, spoken by hand. */
class RecoveryTest {
    private final TestServer server =
            new TestServer(TestServer.settings().withRecovery(Duration.ofMinutes(2)));
    private final RawClient client = new RawClient(server);
    private final LinkedBlockingQueue<CloseReason> reasons = new LinkedBlockingQueue<>();

    RecoveryTest() {
        server.main().onDisconnect((socket, reason) -> reasons.add(reason));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static JsonNode arguments(String packet) {
        assertThat(packet).startsWith("42");
        return RawClient.json(packet.substring(2));
    }

    @Test
    void a_reconnecting_client_recovers_its_state_and_gets_missed_events_in_order()
            throws Exception {
        var raw = client.openWebSocket();
        raw.send("40");
        JsonNode first = RawClient.json(raw.next().substring(2));
        var here = server.main().socket(first.get("sid").asText()).orElseThrow();
        here.join("team:1");
        here.setAttribute("agent", 7);
        here.emit("seen");
        String offset = arguments(raw.next()).get(1).asText();
        raw.abort();
        assertThat(reasons.poll(20, TimeUnit.SECONDS)).isNotNull();

        server.main().to("team:1").emit("missed", 1);
        server.main().to("team:2").emit("missed", "not its room");
        server.main().except("team:1").emit("missed", "excepted");
        server.main().emit("missed", 2);
        var again = client.openWebSocket();
        again.send(
                "40{\"pid\":\"" + first.get("pid").asText() + "\",\"offset\":\"" + offset + "\"}");
        JsonNode second = RawClient.json(again.next().substring(2));
        assertThat(second).isEqualTo(first);
        assertThat(arguments(again.next()).get(1).asInt()).isEqualTo(1);
        assertThat(arguments(again.next()).get(1).asInt()).isEqualTo(2);
        var back = server.main().socket(first.get("sid").asText()).orElseThrow();
        assertThat(back.isRecovered()).isTrue();
        assertThat(back.rooms()).containsExactly("team:1");
        assertThat(back.attributes()).containsEntry("agent", 7);
        server.main().to("team:1").emit("live");
        assertThat(arguments(again.next()).get(0).asText()).isEqualTo("live");
        again.abort();
    }

    @Test
    void what_the_server_does_not_know_is_a_new_client() {
        var raw = client.openWebSocket();
        raw.send("40{\"pid\":\"unknown\",\"offset\":\"0\"}");
        JsonNode answer = RawClient.json(raw.next().substring(2));
        var here = server.main().socket(answer.get("sid").asText()).orElseThrow();
        assertThat(here.isRecovered()).isFalse();
        raw.abort();
    }

    @Test
    void who_left_on_purpose_is_forgotten() throws Exception {
        var raw = client.openWebSocket();
        raw.send("40");
        JsonNode first = RawClient.json(raw.next().substring(2));
        server.main().emit("seen");
        String offset = arguments(raw.next()).get(1).asText();
        raw.send("41");
        assertThat(reasons.poll(20, TimeUnit.SECONDS))
                .isEqualTo(CloseReason.CLIENT_NAMESPACE_DISCONNECT);
        raw.send("40{\"pid\":\"" + first.get("pid").asText() + "\",\"offset\":\"" + offset + "\"}");
        assertThat(RawClient.json(raw.next().substring(2)).get("sid"))
                .isNotEqualTo(first.get("sid"));
        raw.abort();
    }
}
