package com.techbro24.crm.integrations.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.socketio.NodeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures, with the official package of Twilio as the oracle. */
class TwilioSignatureTest {
    private static final String TOKEN = "12345";
    private static final String ADDRESS =
            "https://crm.example.com/crm/api/telephony/twilio/status?call=1&leg=lead";

    private final TwilioSignature signature = new TwilioSignature(TOKEN);

    private static final List<String> ADDRESSES =
            List.of(
                    ADDRESS,
                    "https://crm.example.com:8443/api/telephony/twilio/voice",
                    "https://crm.example.com/voice?a=%20b&c=",
                    "http://crm.example.com/voice");

    private static final List<Map<String, String>> FORMS =
            List.of(
                    Map.of(),
                    Map.of("CallSid", "CA1", "From", "+14158675310", "Digits", "1234"),
                    Map.of("Body", "Grüße & ÄÖÜ €=+% \n", "a", "", "B", "upper", "b", "lower"));

    @Test
    void the_official_package_agrees_in_both_directions(@TempDir Path folder) throws Exception {
        ArrayNode cases = Json.MAPPER.createArrayNode();
        for (String address : ADDRESSES) {
            for (Map<String, String> form : FORMS) {
                cases.addObject()
                        .put("url", address)
                        .put("signature", signature.of(address, form))
                        .set("params", Json.tree(form));
            }
        }
        List<JsonNode> answers = ask(folder, cases);

        assertThat(answers).hasSameSizeAs(cases);
        for (int index = 0; index < answers.size(); index++) {
            JsonNode asked = cases.get(index);
            assertThat(answers.get(index).get("valid").booleanValue()).as("%s", asked).isTrue();
            String theirs = answers.get(index).get("signature").textValue();
            String url = asked.get("url").textValue();
            boolean ours = signature.isOf(url, form(asked), theirs);
            assertThat(ours).as("%s", asked).isTrue();
        }
    }

    private static FormBody form(JsonNode asked) {
        Map<String, String> values = new TreeMap<>();
        asked.get("params")
                .properties()
                .forEach(each -> values.put(each.getKey(), each.getValue().textValue()));
        return new FormBody(values);
    }

    private static List<JsonNode> ask(Path folder, ArrayNode cases)
            throws IOException, InterruptedException {
        Path file = folder.resolve("cases.json");
        Files.writeString(file, Json.object().put("token", TOKEN).set("cases", cases).toString());
        String output = NodeScript.run("twilio.js", file.toString());
        assertThat(output).startsWith("0\n");
        return Json.read(output.substring(2)).valueStream().toList();
    }

    @Test
    void another_token_body_address_or_parameter_is_refused() {
        Map<String, String> form = Map.of("CallSid", "CA1");
        String right = signature.of(ADDRESS, form);

        assertThat(signature.isOf(ADDRESS, new FormBody(form), right)).isTrue();
        assertThat(signature.isOf(ADDRESS + "&x=1", new FormBody(form), right)).isFalse();
        assertThat(signature.isOf(ADDRESS, new FormBody(Map.of("CallSid", "CA2")), right))
                .isFalse();
        assertThat(signature.isOf(ADDRESS, new FormBody(form), null)).isFalse();
        assertThat(new TwilioSignature("other").isOf(ADDRESS, new FormBody(form), right)).isFalse();
    }

    @Test
    void a_form_is_read_as_it_was_written() {
        var form = List.of(Map.entry("Body", "Grüße & 1+1=2"), Map.entry("To", "+4930901820"));

        FormBody read = FormBody.read(FormBody.bytes(form));

        assertThat(read.need("Body")).isEqualTo("Grüße & 1+1=2");
        assertThat(read.need("To")).isEqualTo("+4930901820");
        assertThat(read.get("From")).isEmpty();
    }
}
