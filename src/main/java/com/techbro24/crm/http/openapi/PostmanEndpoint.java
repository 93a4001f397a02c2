package com.techbro24.crm.http.openapi;

import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Postman collection, generated on first use. Its base URL is the public address, or else the
 * server as the client has addressed it, so that the collection works as it is.
 */
final class PostmanEndpoint implements Endpoint {
    private static final String BASE = "http://base.invalid";
    private static final Pattern HOST =
            Pattern.compile("[\\w.-]+(:\\d+)?|\\[[0-9a-fA-F:]+](:\\d+)?");

    private final List<Mounted> all;
    private final PublicUrl publicUrl;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String text;

    PostmanEndpoint(List<Mounted> all, PublicUrl publicUrl) {
        this.all = all;
        this.publicUrl = publicUrl;
    }

    @Override
    public Reply answer(Request request) {
        byte[] bytes = text().replace(BASE, url(request)).getBytes(StandardCharsets.UTF_8);
        return Reply.of(200, "application/json", bytes)
                .withHeader("Cache-Control", "private, no-cache")
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"techbro24-crm.postman_collection.json\"");
    }

    private String url(Request request) {
        if (!publicUrl.origin().isEmpty()) {
            return publicUrl.base();
        }
        String host = request.header("host").filter(HOST.asMatchPredicate()).orElse("localhost");
        return "http://" + host + publicUrl.prefix();
    }

    private String text() {
        lock.lock();
        try {
            String made = text;
            if (made == null) {
                made = Postman.of(OpenApi.of(all, publicUrl), BASE).toString();
                text = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }
}
