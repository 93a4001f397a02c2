package com.techbro24.crm.operations;

import java.util.List;

/**
 * What the API has.
 *
 * @param links where to read more, as clients ask for it
 * @param routes all routes by path; details are in the OpenAPI document
 */
public record ApiIndex(String name, String version, Links links, List<Entry> routes) {
    /** Paths to read more. */
    public record Links(
            String docs, String openapi, String problems, String health, String sockets) {}

    /** One route. */
    public record Entry(String method, String path, String summary) {}
}
