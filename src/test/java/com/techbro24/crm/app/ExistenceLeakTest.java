package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever names an agent or a lead out of its sight, in whatever field, is answered as if there was
 * none. Paths are {@link AccessMatrixTest}'s; here are the fields of bodies and the filters of
 * lists.
 */
@ParameterizedClass
@EnumSource
record ExistenceLeakTest(TestDatabase kind) {
    private static final Pattern NAMES_A_ROW =
            Pattern.compile("(assignedA|a)gentId|leadId|duplicateId");

    /** How each operation is asked that has such fields in its body; {@code $id} is the field's. */
    private static final Map<String, String> BODIES =
            Map.ofEntries(
                    Map.entry(
                            "POST /api/leads assignedAgentId",
                            "/api/leads {'name':'A','assignedAgentId':'$id'}"),
                    Map.entry(
                            "PUT /api/leads/{id} assignedAgentId",
                            "/api/leads/$lead {'assignedAgentId':'$id'}"),
                    Map.entry(
                            "POST /api/leads/{id}/assign agentId",
                            "/api/leads/$lead/assign {'agentId':'$id'}"),
                    Map.entry(
                            "POST /api/leads/{id}/merge duplicateId",
                            "/api/leads/$lead/merge {'duplicateId':'$id'}"),
                    Map.entry(
                            "POST /api/calls agentId",
                            "/api/calls {'phone':'+4930901820','agentId':'$id'}"),
                    Map.entry(
                            "POST /api/calls leadId",
                            "/api/calls {'phone':'+4930901820','leadId':'$id'}"),
                    Map.entry("POST /api/calls/dial leadId", "/api/calls/dial {'leadId':'$id'}"),
                    Map.entry("PUT /api/calls/{id} agentId", "/api/calls/$call {'agentId':'$id'}"),
                    Map.entry("PUT /api/calls/{id} leadId", "/api/calls/$call {'leadId':'$id'}"),
                    Map.entry(
                            "POST /api/reminders agentId",
                            "/api/reminders {'title':'A','dueAt':'2099-01-01T00:00:00Z','agentId':'$id'}"),
                    Map.entry(
                            "POST /api/reminders leadId",
                            "/api/reminders {'title':'A','dueAt':'2099-01-01T00:00:00Z','leadId':'$id'}"),
                    Map.entry(
                            "PUT /api/reminders/{id} agentId",
                            "/api/reminders/$reminder {'agentId':'$id'}"),
                    Map.entry(
                            "PUT /api/reminders/{id} leadId",
                            "/api/reminders/$reminder {'leadId':'$id'}"),
                    Map.entry(
                            "POST /api/exports agentId",
                            "/api/exports {'scope':'agent','format':'csv','agentId':'$id'}"),
                    Map.entry(
                            "POST /api/leads/imports/schedules assignedAgentId",
                            "/api/leads/imports/schedules {'name':'A','every':'P1D',"
                                    + "'url':'http://127.0.0.1:9/','assignedAgentId':'$id'}"),
                    Map.entry(
                            "POST /api/integrations/{id}/resolve leadId",
                            "/api/integrations/$lead/resolve"
                                    + " {'linkId':'$lead','leadId':'$id'}"),
                    Map.entry(
                            "POST /api/notifications agentId",
                            "/api/notifications {'type':'lead','title':'A','agentId':'$id'}"));

    /** The callers, each with their own rows. */
    private record Asker(Person person, Map<String, String> rows) {}

    private static Asker asker(RunningCrm crm, Person person, Person owner) {
        String lead = crm.lead(owner.token(), "Of " + owner.id());
        Map<String, String> rows = new TreeMap<>();
        rows.put("$lead", lead);
        rows.put("$call", made(crm, owner, "/api/calls", "{'phone':'+4930901820'}"));
        rows.put(
                "$reminder",
                made(crm, owner, "/api/reminders", "{'title':'A','dueAt':'2099-01-01T00:00:00Z'}"));
        return new Asker(person, rows);
    }

    private static String made(RunningCrm crm, Person by, String path, String body) {
        return crm.post(by.token(), path, quoted(body)).expect(201).id();
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void an_invisible_agent_is_like_an_unknown_one_in_every_field_and_filter() {
        try (RunningCrm crm = RunningCrm.start(kind)) {
            Person ann = crm.person("Ann", "agent", "north");
            Person ned = crm.person("Ned", "agent", null);
            Person mia = crm.person("Mia", "manager", "north");
            Person bob = crm.person("Bob", "agent", "south");
            Person tess = crm.person("Tess", "agent", null);
            Person ada = crm.person("Ada", "admin", null);
            List<Asker> askers =
                    List.of(asker(crm, ann, ann), asker(crm, ned, ned), asker(crm, mia, ann));
            List<String> agents = List.of(bob.id(), tess.id(), ada.id());
            List<String> leads = new ArrayList<>();
            for (String agent : agents) {
                String lead = "{'name':'Hidden','assignedAgentId':'" + agent + "'}";
                leads.add(made(crm, ada, "/api/leads", lead));
            }
            List<String> told = new ArrayList<>();
            for (Operation operation :
                    Operation.all(crm.ask("GET", "/api/openapi.json", null, null).json())) {
                for (String field : fields(operation)) {
                    List<String> hidden = field.endsWith("gentId") ? agents : leads;
                    for (Asker asker : askers) {
                        told.addAll(told(crm, operation, field, hidden, asker));
                    }
                }
            }
            assertThat(told).isEmpty();
        }
    }

    /** The fields of its body, or of its query, that name an agent or a lead. */
    private static Set<String> fields(Operation operation) {
        Set<String> names = new TreeSet<>();
        if (operation.isRead()) {
            operation.queryParameters().forEach(each -> names.add(each.get("name").textValue()));
        } else {
            operation.example().fieldNames().forEachRemaining(names::add);
            if (operation.path().contains("assign")) {
                names.add("agentId");
            }
        }
        names.removeIf(name -> !NAMES_A_ROW.matcher(name).matches());
        return names;
    }

    private static List<String> told(
            RunningCrm crm, Operation operation, String field, List<String> hidden, Asker asker) {
        String template = template(operation, field);
        if (template == null) {
            return List.of("How is " + operation.name() + " asked for " + field + "?");
        }
        for (var row : asker.rows.entrySet()) {
            template = template.replace(row.getKey(), row.getValue());
        }
        String nobody = Id.next();
        String expected = plain(ask(crm, operation, template, nobody, asker), nobody);
        List<String> told = new ArrayList<>();
        for (String id : hidden) {
            String answer = plain(ask(crm, operation, template, id, asker), id);
            if (!answer.equals(expected)) {
                told.add(operation.name() + " " + field + ": " + answer + ", not " + expected);
            }
        }
        return told;
    }

    private static @Nullable String template(Operation operation, String field) {
        if (!operation.isRead()) {
            return BODIES.get(operation.name() + " " + field);
        }
        return operation
                        .path()
                        .replace("{agentId}", "me")
                        .replace("{status}", "new")
                        .replace("{query}", "Of")
                        .replace("{id}", "$lead")
                + "?"
                + field
                + "=$id";
    }

    private static Answer ask(
            RunningCrm crm, Operation operation, String template, String id, Asker asker) {
        String[] parts = template.replace("$id", id).split(" ", 2);
        String body = parts.length == 1 ? null : quoted(parts[1]);
        return crm.ask(operation.method(), parts[0], asker.person.token(), body);
    }

    private static String plain(Answer answer, String id) {
        return answer.status()
                + answer.body().replace(id, "ID").replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
