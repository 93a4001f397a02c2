package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HomeTest {
    @Test
    void a_browser_finds_its_way_from_the_first_page() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            var page = crm.send("GET", "/", null, null);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/html");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .startsWith("default-src 'none'")
                    .doesNotContain("http");
            assertThat(page.body()).doesNotContain("http:").doesNotContain("https:");
            for (String link : links(page.body())) {
                assertThat(crm.send("GET", link, null, null).statusCode()).as(link).isEqualTo(200);
            }
            assertThat(links(page.body())).contains("/docs", "/api", "/favicon.ico");
        }
    }

    @Test
    void the_list_of_routes_has_each_route_of_the_document() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            var index = crm.ask("GET", "/api", null, null).expect(200).json();
            List<String> listed =
                    index.get("routes")
                            .valueStream()
                            .map(
                                    route ->
                                            route.get("method").asText()
                                                    + " "
                                                    + route.get("path").asText())
                            .toList();
            assertThat(listed)
                    .contains("GET /api/leads", "POST /api/leads/next", "GET /metrics")
                    .doesNotHaveDuplicates()
                    .noneMatch(route -> route.contains("/api/dev"));
            for (var link : index.get("links")) {
                if (!link.asText().equals("/socket.io/")) {
                    assertThat(crm.send("GET", link.asText(), null, null).statusCode())
                            .as(link.asText())
                            .isEqualTo(200);
                }
            }
        }
    }

    /** The addresses in a page. */
    static List<String> links(String html) {
        return Pattern.compile("(?:href|src|spec-url)=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.startsWith("data:"))
                .toList();
    }
}
