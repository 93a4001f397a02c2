package com.techbro24.crm.extension;

import com.fasterxml.jackson.databind.JsonNode;

/** A request, after authentication. */
public interface ExtensionRequest {
    /** The id of the agent who asks. */
    String agentId();

    /** agent, manager or admin. */
    String role();

    /** A variable part of the path. */
    String pathValue(String name);

    /** The JSON of the body; an empty object without one. */
    JsonNode body();

    /** Commands in the name of the caller, each in a transaction of its own. */
    Commands commands();
}
