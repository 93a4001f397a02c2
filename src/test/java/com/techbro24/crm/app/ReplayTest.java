package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.LiveClient.Event;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client that comes back with {@code since} is shown of what changed meanwhile. */
@ParameterizedClass
@EnumSource
class ReplayTest {
    private final RunningCrm crm;

    ReplayTest(TestDatabase kind) {
        crm = RunningCrm.start(kind);
    }

    @AfterEach
    void stop() {
        crm.close();
    }

    private void assign(String lead, Person to) {
        String body = "{\"agentId\":\"" + to.id() + "\"}";
        crm.post(crm.admin(), "/api/leads/" + lead + "/assign", body).expect(200);
    }

    /** The lead events only: notifications may refer to a lead that the agent had for a while. */
    private static String ofLeads(List<LiveClient.Event> heard) {
        return heard.stream()
                .filter(event -> event.payload().at("/entity/type").asText().equals("lead"))
                .toList()
                .toString();
    }

    @Test
    void a_client_that_lost_a_lead_while_away_gets_one_removal_without_content() {
        Person ann = crm.person("Ann", "agent", "north");
        Person bob = crm.person("Bob", "agent", "south");
        String kept = crm.lead(crm.admin(), "Kept");
        String lost = crm.lead(crm.admin(), "Secret");
        LiveClient first = crm.connect(ann.token());
        long since = first.next("ready").seq();
        first.close();
        assign(lost, ann);
        assign(kept, ann);
        crm.put(crm.admin(), "/api/leads/" + lost, "{\"notes\":\"Secret notes\"}").expect(200);
        assign(lost, bob);

        List<LiveClient.Event> heard = back(ann, since);

        assertThat(about(heard, lost)).containsExactly("entity.removed");
        assertThat(about(heard, kept)).containsExactly("lead.assigned");
        assertThat(ofLeads(heard)).doesNotContain("Secret");
    }

    @Test
    void a_manager_who_joined_a_team_while_away_sees_nothing_of_rows_that_had_left_it() {
        Person ann = crm.person("Ann", "agent", "north");
        Person amy = crm.person("Amy", "agent", "north");
        Person bob = crm.person("Bob", "agent", "south");
        Person mia = crm.person("Mia", "manager", "west");
        LiveClient first = crm.connect(mia.token());
        long since = first.next("ready").seq();
        first.close();
        String stayed = ofAgent("Stayed", ann);
        String assigned = ofAgent("Secret one", ann);
        String taken = ofAgent("Secret two", amy);
        String deleted = ofAgent("Deleted", ann);
        assign(assigned, bob);
        // Her leads go with her, without a change of theirs.
        crm.put(crm.admin(), "/api/agents/" + amy.id(), "{\"team\":\"south\"}").expect(200);
        crm.delete(crm.admin(), "/api/leads/" + deleted);
        crm.put(crm.admin(), "/api/agents/" + mia.id(), "{\"team\":\"north\"}").expect(200);

        List<LiveClient.Event> heard = back(mia, since);

        assertThat(about(heard, assigned)).containsExactly("entity.removed");
        assertThat(about(heard, taken)).containsExactly("entity.removed");
        assertThat(about(heard, stayed)).containsExactly("lead.created");
        assertThat(about(heard, deleted)).endsWith("lead.deleted");
        assertThat(ofLeads(heard)).doesNotContain("Secret");
        assertThat(heard.stream().filter(event -> event.name().equals("resync")))
                .singleElement()
                .extracting(event -> event.payload().get("reason").textValue())
                .isEqualTo("scope");
    }

    private String ofAgent(String name, Person agent) {
        return crm.post(
                        crm.admin(),
                        "/api/leads",
                        Json.object()
                                .put("name", name)
                                .put("assignedAgentId", agent.id())
                                .toString())
                .expect(201)
                .id();
    }

    /** The events of a reconnecting client up to {@code ready}. */
    private List<LiveClient.Event> back(Person person, long since) {
        LiveClient again = crm.connect(person.token(), since, "websocket");
        return again.until(event -> event.name().equals("ready"));
    }

    private static List<String> about(List<LiveClient.Event> heard, String id) {
        return heard.stream()
                .filter(event -> id.equals(event.entityId()))
                .map(Event::name)
                .toList();
    }
}
