package com.techbro24.crm.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadQuery;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.LeadStore;
import org.jspecify.annotations.Nullable;

/**
 * Leads for tests: {@code Leads.lead().assignedTo(agent.id()).in(spine)}. They are made by the
 * command that every lead is made by, from the JSON that a client would send.
 */
public record Leads(ObjectNode body) {
    public static Leads lead() {
        return new Leads(Json.object().put("name", "Lee Lead"));
    }

    /** Filters of leads, with all lanes open at any time. */
    public static LeadQuery query(Spine spine) {
        return new LeadQuery(spine.database(), spine.clock(), (tx, now) -> lane -> true);
    }

    public Leads named(String name) {
        return with("name", name);
    }

    public Leads status(LeadStatus status) {
        return with("status", status);
    }

    public Leads assignedTo(@Nullable String agentId) {
        return with("assignedAgentId", agentId);
    }

    /** With any field, of any value that JSON has. */
    public Leads with(String field, @Nullable Object value) {
        ObjectNode copy = body.deepCopy();
        copy.set(field, Json.MAPPER.<com.fasterxml.jackson.databind.JsonNode>valueToTree(value));
        return new Leads(copy);
    }

    public LeadCommand.Create command() {
        return CommandCatalog.bind(LeadCommand.CREATE, body);
    }

    public Answer by(Caller caller, Spine spine) {
        return spine.runner().run(Submission.of(command(), caller));
    }

    /** Makes it, for the program itself. */
    public Lead in(Spine spine) {
        String id = body.has("id") ? body.get("id").asText() : Id.next();
        var _ = with("id", id).by(Caller.SYSTEM, spine);
        return spine.database().read(tx -> LeadStore.get(tx, id, Caller.SYSTEM));
    }
}
