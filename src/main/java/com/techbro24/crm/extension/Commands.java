package com.techbro24.crm.extension;

import com.fasterxml.jackson.databind.JsonNode;

/** Runs the commands of the API: rights, rules and events are those of every way in. */
public interface Commands {
    /**
     * Runs a command.
     *
     * @param name such as {@code lead.update}
     * @param input as its JSON in the API, with the id
     * @return the changed row; a null node for nothing
     * @throws ExtensionException if it is refused
     */
    JsonNode run(String name, JsonNode input);
}
