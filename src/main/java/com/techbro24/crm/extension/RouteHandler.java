package com.techbro24.crm.extension;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers the requests of a route, on a thread of its own. */
public interface RouteHandler {
    /** The JSON of the answer; an {@link ExtensionException} is answered as a problem. */
    JsonNode handle(ExtensionRequest request);
}
