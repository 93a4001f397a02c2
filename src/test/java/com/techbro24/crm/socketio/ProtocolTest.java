package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The points of both protocols that a client can see without a library. */
class ProtocolTest {
    private static TestServer server;
    private static RawClient client;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.main()
                .onConnection(socket -> socket.emit("auth", socket.handshake().auth()))
                .on("echo", (socket, arguments, ack) -> socket.emit("echo", arguments.toArray()))
                .on("leave", (socket, arguments, ack) -> socket.disconnect(false))
                .on("ask", (socket, arguments, ack) -> ack.orElseThrow().send(arguments.toArray()));
        server.sockets()
                .namespace("/guarded")
                .guard(
                        handshake -> {
                            throw new ConnectRefused("No", Map.of("code", "no_token"));
                        });
        client = new RawClient(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void the_handshake_holds_what_the_protocol_names_and_no_more() {
        var polled = RawClient.json(client.get("EIO=4&transport=polling").body().substring(1));
        assertThat(polled.fieldNames())
                .toIterable()
                .containsExactly("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(polled.get("upgrades").toString()).isEqualTo("[\"websocket\"]");
        var raw = client.webSocket("EIO=4&transport=websocket");
        assertThat(raw.next()).startsWith("0{").contains("\"upgrades\":[],");
        raw.abort();
    }

    @Test
    void what_is_no_handshake_is_refused() {
        for (String query :
                List.of(
                        "transport=polling",
                        "EIO=3&transport=polling",
                        "EIO=4",
                        "EIO=4&transport=abc",
                        "EIO=4&transport=polling&sid=unknown",
                        "EIO=4&transport=websocket&sid=unknown",
                        "EIO=4&transport=websocket")) {
            assertThat(client.get(query).statusCode()).as(query).isEqualTo(400);
        }
        for (String method : List.of("POST", "PUT", "DELETE")) {
            var request =
                    client.request("EIO=4&transport=polling")
                            .method(method, BodyPublishers.noBody())
                            .build();
            assertThat(client.send(request).statusCode()).as(method).isEqualTo(400);
        }
    }

    @Test
    void packets_of_one_payload_are_joined() {
        String sid = client.openPolling();
        assertThat(client.post(sid, "40").body()).isEqualTo("ok");
        assertThat(client.poll(sid).body()).startsWith("40{\"sid\":");
        assertThat(
                        client.post(
                                        sid,
                                        "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID")
                                .statusCode())
                .isEqualTo(200);
        StringBuilder all = new StringBuilder();
        while (!all.toString().contains("bAQID")) {
            all.append(client.poll(sid).body()).append('\u001e');
        }
        assertThat(all.toString())
                .contains("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID");
    }

    @Test
    void a_bad_packet_ends_the_session() {
        for (String bad : List.of("abc", "", "2", "5", "b*", "4abc", "442[\"a\"]")) {
            String sid = client.openPolling();
            client.post(sid, bad);
            assertThat(client.poll(sid).statusCode()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void a_second_poll_ends_the_session() {
        String sid = client.openPolling();
        var polls = List.of(client.pollAsync(sid), client.pollAsync(sid));
        assertThat(polls.stream().map(poll -> poll.join().statusCode()))
                .containsExactlyInAnyOrder(200, 400);
        assertThat(client.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    void a_client_that_closes_gets_one_last_answer() {
        String sid = client.openPolling();
        assertThat(client.post(sid, "1").statusCode()).isEqualTo(200);
        assertThat(client.poll(sid).body()).isEqualTo("6");
        assertThat(client.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    void a_session_moves_to_a_websocket() {
        String sid = client.openPolling();
        var raw = client.webSocket("EIO=4&transport=websocket&sid=" + sid);
        raw.send("2probe");
        assertThat(raw.next()).isEqualTo("3probe");
        assertThat(client.poll(sid).body()).isEqualTo("6");
        raw.send("5");
        raw.send("40");
        assertThat(raw.next()).startsWith("40{");
        assertThat(client.poll(sid).statusCode()).isEqualTo(400);
        var second = client.webSocket("EIO=4&transport=websocket&sid=" + sid);
        assertThat(second.next()).isEqualTo(RawClient.CLOSED);
        raw.abort();
    }

    @Test
    void a_websocket_that_does_not_probe_leaves_the_session_where_it_was() {
        String sid = client.openPolling();
        var raw = client.webSocket("EIO=4&transport=websocket&sid=" + sid);
        raw.send("40");
        assertThat(raw.next()).isEqualTo(RawClient.CLOSED);
        assertThat(client.post(sid, "40").body()).isEqualTo("ok");
        assertThat(client.poll(sid).body()).startsWith("40{");
    }

    @Test
    void joining_is_answered_with_an_id_alone() {
        var raw = client.openWebSocket();
        raw.send("40{\"token\":\"1\"}");
        var answer = RawClient.json(raw.next().substring(2));
        assertThat(answer.fieldNames()).toIterable().containsExactly("sid");
        assertThat(raw.next()).isEqualTo("42[\"auth\",{\"token\":\"1\"}]");
        raw.abort();
    }

    @Test
    void a_rejected_client_gets_the_reason() {
        var raw = client.openWebSocket();
        raw.send("40/nowhere");
        assertThat(raw.next()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
        raw.send("40/guarded,");
        assertThat(raw.next())
                .isEqualTo("44/guarded,{\"message\":\"No\",\"data\":{\"code\":\"no_token\"}}");
        raw.abort();
    }

    @Test
    void leaving_a_namespace_leaves_the_connection_open() {
        var raw = client.join();
        raw.next();
        raw.send("41");
        raw.send("40");
        assertThat(raw.next()).startsWith("40{");
        raw.next();
        raw.send("42[\"leave\"]");
        assertThat(raw.next()).isEqualTo("41");
        raw.send("42[\"echo\",\"crossed with the server's own\"]");
        raw.send("40");
        assertThat(raw.next()).startsWith("40{");
        raw.abort();
    }

    @Test
    void an_event_before_joining_ends_the_session() {
        var raw = client.openWebSocket();
        raw.send("42[\"echo\"]");
        assertThat(raw.next()).isEqualTo(RawClient.CLOSED);
    }

    /** More than a loop is woken for at once, on two loops. */
    @Test
    void each_of_many_hears_all_in_order_whatever_else_comes() {
        List<RawClient.Raw> crowd = Stream.generate(client::join).limit(300).toList();
        crowd.forEach(each -> assertThat(each.next()).startsWith("42[\"auth\""));
        for (int number = 0; number < 10; number++) {
            server.main().emit("number", number);
        }
        for (RawClient.Raw each : crowd) {
            for (int number = 0; number < 10; number++) {
                assertThat(each.next()).isEqualTo("42[\"number\"," + number + "]");
            }
        }
        crowd.getFirst().abort();
        server.main().emit("number", 10);
        crowd.subList(1, crowd.size())
                .forEach(each -> assertThat(each.next()).isEqualTo("42[\"number\",10]"));
        crowd.forEach(RawClient.Raw::abort);
    }

    @Test
    void binary_answers_come_with_their_attachments() {
        var raw = client.join();
        raw.next();
        raw.send("451-9[\"ask\",{\"_placeholder\":true,\"num\":0}]");
        raw.send(new byte[] {1, 2, 3});
        assertThat(raw.next()).isEqualTo("461-9[{\"_placeholder\":true,\"num\":0}]");
        assertThat(raw.next()).isEqualTo("binary 3");
        raw.abort();
    }
}
