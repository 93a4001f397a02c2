package com.techbro24.crm.http.openapi;

import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Postman collection, generated on first use. Its base URL is the server as the client has
 * addressed it, so that the collection works as it is.
 */
final class PostmanEndpoint implements Endpoint {
    private static final String BASE = "http://base.invalid";
    private static final Pattern HOST =
            Pattern.compile("[\\w.-]+(:\\d+)?|\\[[0-9a-fA-F:]+](:\\d+)?");

    private final List<Mounted> all;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String text;

    PostmanEndpoint(List<Mounted> all) {
        this.all = all;
    }

    @Override
    public Reply answer(Request request) {
        String host = request.header("host").filter(HOST.asMatchPredicate()).orElse("localhost");
        boolean secure = request.header("x-forwarded-proto").orElse("").equals("https");
        String url = (secure ? "https://" : "http://") + host;
        byte[] bytes = text().replace(BASE, url).getBytes(StandardCharsets.UTF_8);
        return Reply.of(200, "application/json", bytes)
                .withHeader("Cache-Control", "private, no-cache")
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"techbro24-crm.postman_collection.json\"");
    }

    private String text() {
        lock.lock();
        try {
            String made = text;
            if (made == null) {
                made = Postman.of(OpenApi.of(all), BASE).toString();
                text = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }
}
