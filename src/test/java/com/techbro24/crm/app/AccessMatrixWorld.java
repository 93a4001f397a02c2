package com.techbro24.crm.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The people of {@link AccessMatrixTest}, and rows that belong to the owner among them. */
final class AccessMatrixWorld {
    /** Who asks, as seen from the owner of a row. */
    enum Who {
        ADMIN("admin", null),
        CHIEF("manager", null),
        LEADER("manager", "north"),
        OWNER("agent", "north"),
        STRANGER("agent", "south"),
        FOREIGN_LEADER("manager", "south");

        final String role;
        final @Nullable String team;

        Who(String role, @Nullable String team) {
            this.role = role;
            this.team = team;
        }

        boolean isForeign() {
            return this == STRANGER || this == FOREIGN_LEADER;
        }
    }

    /** The rows of the owner's, each with how one is made. */
    @SuppressWarnings("ImmutableEnumChecker") // what makes them holds nothing
    enum Row {
        AGENT(world -> world.owner().id()),
        COLLEAGUE(world -> world.visitor(Who.OWNER).id()),
        LEAD(world -> world.made("/api/leads", world.newLead())),
        WINNER(AccessMatrixWorld::newWinner),
        CUSTOM_FIELD(AccessMatrixWorld::newCustomField),
        DELETED_CUSTOM_FIELD(AccessMatrixWorld::newDeletedCustomField),
        IMPORT(AccessMatrixJobs::newImport),
        BULK(AccessMatrixJobs::newBulk),
        EXPORT(AccessMatrixExports::newExport),
        SCHEDULE(AccessMatrixConnections::newSchedule),
        INTEGRATION(AccessMatrixConnections::newIntegration),
        WAITING_LINK(AccessMatrixConnections::newWaitingLink),
        ENDPOINT(AccessMatrixConnections::newEndpoint),
        LINKED_LEAD(AccessMatrixExternal::newLinkedLead),
        DELETED_LEAD(world -> world.deleted("/api/leads", LEAD)),
        CALL(world -> world.made("/api/calls", world.newCall())),
        DELETED_CALL(world -> world.deleted("/api/calls", CALL)),
        RUNNING_CALL(world -> world.after(CALL, "start")),
        ENDED_CALL(world -> world.after(RUNNING_CALL, "end")),
        RECORDED_CALL(AccessMatrixContacts::newRecordedCall),
        REMINDER(world -> world.made("/api/reminders", world.newReminder())),
        DELETED_REMINDER(world -> world.deleted("/api/reminders", REMINDER)),
        NOTIFICATION(world -> world.made("/api/notifications", world.newNotification())),
        DELETED_NOTIFICATION(world -> world.deleted("/api/notifications", NOTIFICATION)),
        SYSTEM_NOTIFICATION(AccessMatrixContacts::newSystemNotification),
        SYNC_CONFLICT(AccessMatrixWorld::newSyncConflict),
        RULE(AccessMatrixRules::newRule),
        FAILED_RUN(AccessMatrixRules::newFailedRun),
        MESSAGE(world -> AccessMatrixJobs.newMessage(world, "sent")),
        WAITING_MESSAGE(world -> AccessMatrixJobs.newMessage(world, "queued")),
        FAILED_MESSAGE(world -> AccessMatrixJobs.newMessage(world, "failed")),
        SESSION(AccessMatrixWorld::newSession),
        API_KEY(world -> world.made("/api/api-keys", world.newApiKey()));

        private final Function<AccessMatrixWorld, String> maker;

        Row(Function<AccessMatrixWorld, String> maker) {
            this.maker = maker;
        }

        String make(AccessMatrixWorld world) {
            return maker.apply(world);
        }
    }

    final RunningCrm crm;
    private final Map<Who, Person> people = new EnumMap<>(Who.class);
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> emails = new HashMap<>();
    private final String mate;
    final String lead;
    private final String adminsKey;
    private String duplicate = "";
    private int count;

    AccessMatrixWorld(RunningCrm crm) {
        this.crm = crm;
        for (Who who : Who.values()) {
            people.put(who, visitor(who));
        }
        mate = crm.person("Mate", "agent", "north").id();
        lead = Row.LEAD.make(this);
        String key = "{\"name\":\"Reader\",\"scopes\":[\"read\"]}";
        adminsKey =
                crm.post(person(Who.ADMIN).token(), "/api/api-keys", key)
                        .expect(201)
                        .json()
                        .get("key")
                        .textValue();
        // The one that the document's examples have.
        String region = "{\"name\":\"region\",\"type\":\"text\"}";
        crm.post(crm.admin(), "/api/custom-fields", region).expect(201);
        ObjectNode hours = Json.object();
        for (String day : List.of("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")) {
            hours.putObject(day + "day").put("from", "00:00").put("to", "24:00");
        }
        crm.put(crm.admin(), "/api/calls/hours", hours.toString()).expect(200);
    }

    /** Somebody new in the same place, who may change its password and log out. */
    Person visitor(Who who) {
        String name = EnumNames.of(who).replace('_', '-') + ++count;
        Person person = crm.person(name, who.role, who.team);
        crm.put(crm.admin(), "/api/agents/" + person.id(), "{\"phone\":\"+4930901820\"}");
        emails.put(person.id(), name + "@example.com");
        passwords.put(person.id(), "a-password-of-" + name);
        return person;
    }

    Person person(Who who) {
        return java.util.Objects.requireNonNull(people.get(who));
    }

    Person owner() {
        return person(Who.OWNER);
    }

    /** A key of the admin's that may only read. */
    String adminsKey() {
        return adminsKey;
    }

    /** What the placeholders of a body stand for, and the variables of a path. */
    Map<String, String> values(Person asking, @Nullable String row) {
        Map<String, String> values = new HashMap<>();
        values.put("id", row == null ? Id.next() : row);
        values.put("system", AccessMatrixExternal.SYSTEM);
        values.put("key", row == null ? Id.next() : row);
        values.put("endpoint", row == null ? Id.next() : row);
        values.put("agent", owner().id());
        values.put("agentId", owner().id());
        values.put("lead", lead);
        values.put("duplicate", duplicate);
        values.put("unique", "word" + ++count);
        values.put("mate", mate);
        values.put("email", emails.getOrDefault(asking.id(), ""));
        values.put("password", passwords.getOrDefault(asking.id(), ""));
        values.put("later", later());
        return values;
    }

    /** The same about rows that there are not. */
    static Map<String, String> missing(Map<String, String> values) {
        Map<String, String> missing = new HashMap<>(values);
        for (String name : List.of("id", "key", "endpoint", "agent", "lead")) {
            missing.put(name, Id.next());
        }
        missing.put("agentId", missing.get("agent"));
        return missing;
    }

    /** An example with ids that there are, times that lie ahead, and what must be unique. */
    ObjectNode lively(ObjectNode example, Map<String, String> values) {
        example.remove("id");
        for (var field : List.copyOf(example.properties())) {
            String name = field.getKey();
            switch (name) {
                case "agentId", "assignedAgentId" -> example.put(name, values.get("agent"));
                case "leadId" -> example.put(name, values.get("lead"));
                case "linkId" -> example.put(name, values.get("id"));
                case "duplicateId" -> example.put(name, values.get("duplicate"));
                case "email" -> example.put(name, "somebody" + ++count + "@example.com");
                case "phone" -> example.put(name, newPhone());
                default -> {
                    if (name.equals("until") || name.endsWith("At")) {
                        example.put(name, values.get("later"));
                    }
                }
            }
        }
        return example;
    }

    private String newPhone() {
        return "+49 30 " + (1_000_000 + ++count);
    }

    private static String later() {
        return Times.format(Instant.now().plus(Duration.ofDays(1)));
    }

    ObjectNode newLead() {
        return Json.object().put("name", "Wanted").put("phone", newPhone());
    }

    /** A lead, and another one that may be merged into it. */
    private String newWinner() {
        duplicate = Row.LEAD.make(this);
        return Row.LEAD.make(this);
    }

    private String newCustomField() {
        String body = "{\"name\":\"field" + ++count + "\",\"type\":\"text\"}";
        return crm.post(crm.admin(), "/api/custom-fields", body).expect(201).id();
    }

    private String newDeletedCustomField() {
        String id = newCustomField();
        crm.delete(crm.admin(), "/api/custom-fields/" + id).expect(200);
        return id;
    }

    private ObjectNode newCall() {
        // Whoever asked before may have left the owner on a call.
        String path = "/api/calls?agentId=" + owner().id() + "&status=ringing,in_progress";
        for (JsonNode call : crm.get(crm.admin(), path).json().get("data")) {
            String end = "/api/calls/" + call.get("id").textValue() + "/end";
            crm.post(crm.admin(), end, "{}").expect(200);
        }
        return Json.object().put("leadId", lead).put("scheduledAt", later());
    }

    private ObjectNode newReminder() {
        return Json.object().put("title", "Call").put("dueAt", later()).put("leadId", lead);
    }

    private ObjectNode newNotification() {
        return Json.object().put("type", "alert").put("title", "Notification " + ++count);
    }

    /** The owner changed offline what an admin has changed since. */
    private String newSyncConflict() {
        String id = Row.LEAD.make(this);
        crm.put(crm.admin(), "/api/leads/" + id, "{\"company\":\"Server\"}").expect(200);
        ObjectNode push = Json.object();
        ObjectNode mutation = push.putArray("mutations").addObject();
        mutation.put("mutationId", Id.next()).put("op", "update").put("id", id);
        mutation.put("baseVersion", 1).put("at", "2026-01-01T00:00:00.000Z");
        mutation.putObject("set").put("company", "Client");
        return crm.post(owner().token(), "/api/leads/sync", push.toString())
                .expect(200)
                .json()
                .at("/results/0/conflicts/0/conflictId")
                .textValue();
    }

    private String newSession() {
        String id = owner().id();
        String token = crm.login(emails.getOrDefault(id, ""), passwords.getOrDefault(id, ""));
        for (JsonNode session : crm.get(token, "/api/auth/sessions").json().get("data")) {
            if (session.get("current").booleanValue()) {
                return session.get("id").textValue();
            }
        }
        throw new IllegalStateException("no session is the current one");
    }

    private ObjectNode newApiKey() {
        ObjectNode key = Json.object().put("name", "Key " + ++count);
        key.putArray("scopes").add("read");
        return key;
    }

    String made(String path, ObjectNode body) {
        return crm.post(owner().token(), path, body.toString()).expect(201).id();
    }

    private String deleted(String path, Row row) {
        String id = row.make(this);
        crm.delete(owner().token(), path + "/" + id).expect(200);
        return id;
    }

    private String after(Row call, String step) {
        String id = call.make(this);
        crm.post(owner().token(), "/api/calls/" + id + "/" + step, "{}").expect(200);
        return id;
    }
}
