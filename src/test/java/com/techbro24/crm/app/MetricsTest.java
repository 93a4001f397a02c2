package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private static int status(HttpClient client, RunningCrm crm, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(crm.url() + "/metrics")).headers(headers).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
