package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
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

    private static int status(HttpClient client, RunningCrm crm, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(crm.url() + "/metrics")).headers(headers).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
