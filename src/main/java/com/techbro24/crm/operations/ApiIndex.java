package com.techbro24.crm.operations;

import java.util.List;

/**
 * What the API has.
 *
 * @param links where to read more, as clients ask for it
 * @param routes all routes by path; details are in the OpenAPI document
 */
public record ApiIndex(String name, String version, Links links, List<Entry> routes) {
    /**
     * Paths to read more.
     *
     * @param docs the reference
     * @param openapi the OpenAPI document
     * @param problems the codes of problems
     * @param health the health of the server
     * @param sockets where Socket.IO clients connect
     */
    public record Links(
            String docs, String openapi, String problems, String health, String sockets) {}

    /**
     * One route.
     *
     * @param method the method
     * @param path the path, with {@code :name} for a variable part
     * @param summary what it does
     */
    public record Entry(String method, String path, String summary) {}
}
