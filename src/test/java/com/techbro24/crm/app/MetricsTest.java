package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void a_proxy_on_this_machine_does_not_make_its_clients_local() throws Exception {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE);
                HttpClient client = HttpClient.newHttpClient()) {
            String admin = "Bearer " + crm.admin();
            assertThat(status(client, crm, "Accept", "*/*")).isEqualTo(200);
            for (String header : new String[] {"X-Forwarded-For", "Forwarded"}) {
                assertThat(status(client, crm, header, "for=203.0.113.9")).isEqualTo(403);
                assertThat(status(client, crm, header, "x", "Authorization", admin)).isEqualTo(200);
            }
        }
    }

    @Test
    void every_metric_of_ours_says_what_it_is() throws Exception {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(crm.url() + "/metrics")).build();
            String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            List<String> names =
                    Pattern.compile("(?m)^# TYPE (crm_\\w+)")
                            .matcher(text)
                            .results()
                            .map(found -> found.group(1))
                            .toList();
            assertThat(names).contains("crm_sockets", "crm_writer_waiting");
            assertThat(names)
                    .allSatisfy(
                            name -> assertThat(text).containsPattern("# HELP " + name + " \\S"));
        }
    }

    @Test
    void latencies_are_histograms_and_the_process_and_the_build_are_there() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            String _ = crm.lead(crm.admin(), "Ann");
            String text = crm.send("GET", "/metrics", crm.admin(), null).body();

            assertThat(text)
                    .contains("# TYPE crm_http_requests_seconds histogram")
                    .contains("# TYPE crm_commands_seconds histogram")
                    .containsPattern(
                            "crm_http_requests_seconds_bucket\\{method=\"POST\",route=\"/api/leads\","
                                    + "status=\"2xx\",le=\"0.005\"\\} \\d")
                    .containsPattern(
                            "crm_http_requests_seconds_bucket\\{method=\"POST\",route=\"/api/leads\","
                                    + "status=\"2xx\",le=\"\\+Inf\"\\} 1")
                    .containsPattern(
                            "crm_commands_seconds_bucket\\{command=\"lead.create\",outcome=\"ok\","
                                    + "le=\"\\+Inf\"\\} 1")
                    .containsPattern("(?m)^crm_build_info\\{java=\"25\\S*\",version=\"\\S+\"\\} 1")
                    .containsPattern("(?m)^process_cpu_seconds_total \\d")
                    .containsPattern("(?m)^process_start_time_seconds \\d")
                    .containsPattern("(?m)^jvm_memory_used_bytes\\{area=\"heap\"\\} \\d");
            checkFormat(text);
        }
    }

    /** Each line is a comment or a sample, each metric is declared once, and buckets only grow. */
    private static void checkFormat(String text) {
        Pattern sample =
                Pattern.compile(
                        "([a-zA-Z_:][\\w:]*)(\\{[^}]*\\})? (NaN|[+-]Inf|[-+]?[\\d.]+(?:[eE][-+]?\\d+)?)");
        Set<String> declared = new HashSet<>();
        Map<String, Double> buckets = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                assertThat(declared.add(line.split(" ", -1)[2])).as(line).isTrue();
            } else if (!line.startsWith("# HELP ")) {
                var found = sample.matcher(line);
                assertThat(found.matches()).as(line).isTrue();
                if (found.group(1).endsWith("_bucket")) {
                    String series =
                            found.group(1) + found.group(2).replaceAll(",?le=\"[^\"]*\"", "");
                    double count = Double.parseDouble(found.group(3));
                    assertThat(count)
                            .as(line)
                            .isGreaterThanOrEqualTo(buckets.getOrDefault(series, 0.0));
                    buckets.put(series, count);
                }
            }
        }
        assertThat(buckets).isNotEmpty();
    }

    private static int status(HttpClient client, RunningCrm crm, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(crm.url() + "/metrics")).headers(headers).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
