package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.techbro24.crm.socketio.engine.Frame;
import com.techbro24.crm.socketio.engine.Outgoing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class PacketTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 300)
    void what_is_sent_is_what_comes(
            @ForAll("trees") JsonNode first,
            @ForAll("trees") JsonNode second,
            @ForAll @From("namespaces") String namespace,
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long ackId)
            throws PacketException {
        Outgoing sent = Payload.of(JSON, "event", first, second).event(namespace, ackId, false);
        assertThat(decode(sent))
                .isEqualTo(
                        new Packet.Event(
                                namespace,
                                OptionalLong.of(ackId),
                                "event",
                                List.of(first, second)));
    }

    @Property(tries = 300)
    void an_answer_that_is_sent_is_what_comes(
            @ForAll("trees") JsonNode argument, @ForAll @From("namespaces") String namespace)
            throws PacketException {
        Outgoing sent = Payload.of(JSON, null, argument).acknowledgement(namespace, 7);
        assertThat(decode(sent)).isEqualTo(new Packet.Ack(namespace, 7, List.of(argument)));
    }

    @Property(tries = 2000)
    void what_is_no_packet_fails_in_one_way_only(@ForAll("nearlyPackets") String text) {
        try {
            decoder().decode(text);
        } catch (PacketException expected) {
            assertThat(expected).hasMessageMatching(".+");
        }
    }

    @Example
    void known_malformed_packets_are_refused() {
        for (String text :
                List.of(
                        "",
                        "7",
                        "a",
                        "4{}",
                        "9[]",
                        "2",
                        "2{}",
                        "2[]",
                        "2[{}]",
                        "2[\"connect\"]",
                        "2[\"a\"]x",
                        "2abc[\"a\"]",
                        "21234567890123456[\"a\"]",
                        "3[]",
                        "31{}",
                        "3",
                        "1{}",
                        "0[]",
                        "0x",
                        "0{}{}",
                        "5[\"a\"]",
                        "5-[\"a\"]",
                        "5x-[\"a\"]",
                        "511-[\"a\"]",
                        "599999999999-[\"a\"]",
                        "51-",
                        "51-{}",
                        "61-[]",
                        "51")) {
            assertThatThrownBy(() -> decoder().decode(text))
                    .as(text)
                    .isInstanceOf(PacketException.class);
        }
    }

    @Example
    void attachments_have_to_fit_their_places() throws PacketException {
        assertThatThrownBy(() -> decoder().decode(new byte[1])).isInstanceOf(PacketException.class);
        for (String number : List.of("1", "-1", "\"0\"", "null", "0.5")) {
            var decoder = decoder();
            assertThat(decoder.decode("51-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]"))
                    .isEmpty();
            assertThatThrownBy(() -> decoder.decode(new byte[1]))
                    .as(number)
                    .isInstanceOf(PacketException.class);
        }
        var interrupted = decoder();
        interrupted.decode("51-[\"a\"]");
        assertThatThrownBy(() -> interrupted.decode("2[\"a\"]"))
                .isInstanceOf(PacketException.class);
    }

    @Example
    void a_namespace_needs_no_comma_at_the_end() throws PacketException {
        assertThat(decoder().decode("0/custom"))
                .contains(new Packet.Connect("/custom", NODES.objectNode()));
        assertThat(decoder().decode("1/custom")).contains(new Packet.Disconnect("/custom"));
    }

    @Example
    void encoded_arguments_have_to_begin_with_a_name() {
        assertThatThrownBy(() -> Payload.encoded("{}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Payload.encoded("[\"a\",1]").with("x").json()).isEqualTo("[\"a\",1,\"x\"]");
    }

    private static PacketDecoder decoder() {
        return new PacketDecoder(PacketDecoder.reader(JSON), 10);
    }

    /** Reads the websocket frames of what would be sent, and takes off Engine.IO's own type. */
    private static Packet decode(Outgoing outgoing) throws PacketException {
        var decoder = decoder();
        Optional<Packet> packet = Optional.empty();
        for (Frame frame : outgoing.frames()) {
            ByteBuf bytes = frame.websocketBytes(UnpooledByteBufAllocator.DEFAULT);
            boolean binary = bytes.readUnsignedByte() == 0x82;
            int length = bytes.readUnsignedByte();
            length =
                    length == 126
                            ? bytes.readUnsignedShort()
                            : length == 127 ? (int) bytes.readLong() : length;
            byte[] content = new byte[length];
            bytes.readBytes(content);
            assertThat(bytes.isReadable()).isFalse();
            bytes.release();
            packet =
                    binary
                            ? decoder.decode(content)
                            : decoder.decode(
                                    new String(content, StandardCharsets.UTF_8).substring(1));
        }
        return packet.orElseThrow();
    }

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.of("/", "/custom", "/a/b", "/ü");
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        Arbitrary<JsonNode> leaves =
                Arbitraries.oneOf(
                        Arbitraries.just((JsonNode) NODES.nullNode()),
                        Arbitraries.of(true, false).map(NODES::booleanNode),
                        Arbitraries.integers().map(NODES::numberNode),
                        text().map(NODES::textNode));
        Arbitrary<JsonNode> few =
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, leaves),
                        net.jqwik.api.Tuple.of(
                                1,
                                Arbitraries.bytes()
                                        .array(byte[].class)
                                        .ofMaxSize(300)
                                        .map(NODES::binaryNode)));
        Arbitrary<JsonNode> array =
                leaves.list().ofMaxSize(4).map(all -> NODES.arrayNode().addAll(all));
        return Combinators.combine(text(), few, array)
                .as(
                        (name, value, list) ->
                                NODES.objectNode()
                                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                                                name, value)
                                        .set("list", list));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().withCharRange('\u0000', '\u2fff').ofMaxLength(200);
    }

    @Provide
    Arbitrary<String> nearlyPackets() {
        Arbitrary<String> soup =
                Arbitraries.strings()
                        .withChars("0123456789-/,[]{}\"abc:.\\u \u001e")
                        .ofMaxLength(30);
        Arbitrary<String> heads =
                Arbitraries.of("", "0", "1", "2", "3", "5", "51-", "61-", "2/a,", "21", "2[\"a\"");
        return Combinators.combine(heads, soup).as(String::concat);
    }
}
