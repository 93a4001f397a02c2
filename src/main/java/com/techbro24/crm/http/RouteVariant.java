package com.techbro24.crm.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a route that people add while the server runs; the document lists it by itself.
 *
 * @param path with the values of its variables
 * @param title a short name
 * @param summary what it does
 * @param schema the JSON Schema of its input; null for that of the route
 */
public record RouteVariant(
        String path, String title, String summary, @Nullable ObjectNode schema) {}
