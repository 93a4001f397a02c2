package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@link AccessMatrixTest}: a line for each operation of the document. */
final class AccessMatrixFixtures {
    private AccessMatrixFixtures() {}

    static Map<String, Fixture> all() {
        return Stream.of(
                        operations(),
                        access(),
                        agents(),
                        leads(),
                        rulesOfLeads(),
                        AccessMatrixContacts.fixtures(),
                        imports(),
                        bulkChanges(),
                        AccessMatrixExports.all(),
                        calls(),
                        reminders(),
                        AccessMatrixReach.all(),
                        notifications(),
                        AccessMatrixOutbound.all(),
                        sync(),
                        automation(),
                        AccessMatrixAnalytics.fixtures())
                .flatMap(List::stream)
                .collect(
                        Collectors.toMap(
                                Fixture::operation,
                                fixture -> fixture,
                                (one, other) -> {
                                    throw new IllegalStateException("two lines for " + one);
                                },
                                LinkedHashMap::new));
    }

    private static List<Fixture> operations() {
        return List.of(
                of("GET /api/health"),
                of("GET /api/health/live"),
                of("GET /api/health/ready"),
                of("GET /metrics"),
                of("GET /api"),
                of("GET /api/openapi.json"));
    }

    private static List<Fixture> access() {
        return List.of(
                of("POST /api/auth/login").body("{'email':'$email','password':'$password'}"),
                of("POST /api/auth/logout").parts(),
                of("POST /api/auth/password")
                        .body("{'currentPassword':'$password','newPassword':'another-password'}")
                        .parts(),
                of("GET /api/auth/me"),
                of("GET /api/auth/sessions").shows(Row.SESSION),
                of("DELETE /api/auth/sessions/{id}").own(Row.SESSION),
                of("GET /api/api-keys").shows(Row.API_KEY),
                of("POST /api/api-keys"),
                of("DELETE /api/api-keys/{id}").own(Row.API_KEY));
    }

    private static List<Fixture> agents() {
        return List.of(
                of("GET /api/agents").shows(Row.AGENT),
                of("POST /api/agents"),
                of("GET /api/agents/{id}").row(Row.AGENT),
                of("PUT /api/agents/{id}").row(Row.AGENT).body("{'name':'Olive Owner'}"),
                of("POST /api/agents/{id}/status").row(Row.AGENT),
                of("POST /api/agents/{id}/password")
                        .row(Row.COLLEAGUE)
                        .body("{'ownPassword':'$password','newPassword':'another-password'}"),
                of("GET /api/agents/{id}/stats").row(Row.AGENT),
                of("GET /api/agents/{id}/statuses").row(Row.AGENT));
    }

    private static List<Fixture> leads() {
        return List.of(
                of("GET /api/leads").shows(Row.LEAD),
                of("POST /api/leads").ofOwner().but(Who.STRANGER, 403).but(Who.FOREIGN_LEADER, 422),
                of("GET /api/leads/agent/{agentId}").shows(Row.LEAD),
                of("GET /api/leads/status/{status}").word("status", "new").shows(Row.LEAD),
                of("GET /api/leads/search/{query}").word("query", "Wanted").shows(Row.LEAD),
                of("GET /api/leads/duplicates").word("?", "phone=%2B4930901820"),
                of("GET /api/leads/{id}").row(Row.LEAD),
                of("PUT /api/leads/{id}").row(Row.LEAD).body("{'company':'Engines','score':7}"),
                of("DELETE /api/leads/{id}").row(Row.LEAD),
                of("GET /api/leads/{id}/timeline").row(Row.LEAD),
                of("GET /api/leads/{id}/reminders").row(Row.LEAD),
                of("POST /api/leads/{id}/restore").row(Row.DELETED_LEAD),
                of("POST /api/leads/{id}/assign").row(Row.LEAD).body("{'agentId':'$mate'}"),
                of("POST /api/leads/{id}/status").row(Row.LEAD).body("{'status':'contacted'}"),
                of("POST /api/leads/{id}/tags").row(Row.LEAD).body("{'tags':['vip']}"),
                of("DELETE /api/leads/{id}/tags/{tag}").row(Row.LEAD).word("tag", "vip"),
                of("POST /api/leads/{id}/merge")
                        .row(Row.WINNER)
                        .body("{'duplicateId':'$duplicate'}"),
                of("GET /api/leads/{id}/score").row(Row.LEAD),
                of("GET /api/leads/next"),
                of("POST /api/leads/next"),
                of("DELETE /api/leads/next"));
    }

    private static List<Fixture> rulesOfLeads() {
        return List.of(
                of("GET /api/leads/score-rules"),
                of("PUT /api/leads/score-rules").body("{'rules':[]}"),
                of("GET /api/custom-fields"),
                of("POST /api/custom-fields").body("{'name':'$unique','type':'number'}"),
                of("GET /api/custom-fields/{id}").common(Row.CUSTOM_FIELD),
                of("PUT /api/custom-fields/{id}").common(Row.CUSTOM_FIELD).body("{'label':'Area'}"),
                of("DELETE /api/custom-fields/{id}").common(Row.CUSTOM_FIELD),
                of("POST /api/custom-fields/{id}/restore").common(Row.DELETED_CUSTOM_FIELD));
    }

    private static List<Fixture> imports() {
        return List.of(
                of("POST /api/leads/import").body("{'name':'Walker'}"),
                of("POST /api/leads/import/preview").body("{'name':'Walker'}"),
                of("GET /api/leads/imports").shows(Row.IMPORT),
                of("GET /api/leads/imports/{id}").row(Row.IMPORT),
                of("GET /api/leads/imports/{id}/refused").row(Row.IMPORT),
                of("GET /api/leads/imports/{id}/warnings").row(Row.IMPORT),
                of("GET /api/leads/imports/{id}/refused.csv").row(Row.IMPORT),
                of("POST /api/leads/imports/{id}/cancel").row(Row.IMPORT),
                of("DELETE /api/leads/imports/{id}")
                        .row(Row.IMPORT)
                        .but(Who.CHIEF, 403)
                        .but(Who.LEADER, 403),
                of("GET /api/leads/export"));
    }

    private static List<Fixture> bulkChanges() {
        String body = "{'ids':['$lead'],'action':'change','priority':'high'}";
        return List.of(
                of("POST /api/leads/bulk").body(body),
                of("POST /api/leads/bulk/preview").body(body),
                of("GET /api/leads/bulk").shows(Row.BULK),
                of("GET /api/leads/bulk/{id}").row(Row.BULK),
                of("GET /api/leads/bulk/{id}/report").row(Row.BULK),
                of("POST /api/leads/bulk/{id}/cancel").row(Row.BULK),
                of("DELETE /api/leads/bulk/{id}")
                        .row(Row.BULK)
                        .but(Who.CHIEF, 403)
                        .but(Who.LEADER, 403));
    }

    private static List<Fixture> calls() {
        return List.of(
                of("GET /api/calls").shows(Row.CALL),
                of("POST /api/calls")
                        .ofOwner()
                        .body("{'agentId':'$agent','leadId':'$lead','scheduledAt':'$later'}"),
                of("GET /api/calls/agent/{agentId}").shows(Row.CALL),
                of("GET /api/calls/outcomes"),
                of("PUT /api/calls/outcomes/{outcome}").word("outcome", "interested"),
                of("GET /api/calls/hours"),
                of("PUT /api/calls/hours").body("{'monday':{'from':'00:00','to':'24:00'}}"),
                of("GET /api/calls/{id}").row(Row.CALL),
                of("PUT /api/calls/{id}").row(Row.CALL).body("{'notes':'Ask for Ada.'}"),
                of("DELETE /api/calls/{id}").row(Row.CALL),
                of("POST /api/calls/{id}/restore").row(Row.DELETED_CALL),
                of("POST /api/calls/{id}/start").row(Row.CALL).body("{}"),
                of("POST /api/calls/{id}/end").row(Row.RUNNING_CALL).body("{}"),
                of("POST /api/calls/{id}/wrap-up").row(Row.ENDED_CALL));
    }

    private static List<Fixture> reminders() {
        return List.of(
                of("GET /api/reminders").shows(Row.REMINDER),
                of("POST /api/reminders")
                        .ofOwner()
                        .but(Who.STRANGER, 422)
                        .but(Who.FOREIGN_LEADER, 422),
                of("GET /api/reminders/agent/{agentId}").shows(Row.REMINDER),
                of("GET /api/reminders/overdue/{agentId}"),
                of("GET /api/reminders/due-soon/{agentId}")
                        .word("?", "within=P2D")
                        .shows(Row.REMINDER),
                of("GET /api/reminders/{id}").row(Row.REMINDER),
                of("PUT /api/reminders/{id}").row(Row.REMINDER).body("{'title':'Call Bob'}"),
                of("DELETE /api/reminders/{id}").row(Row.REMINDER),
                of("POST /api/reminders/{id}/restore").row(Row.DELETED_REMINDER),
                of("POST /api/reminders/{id}/complete").row(Row.REMINDER),
                of("POST /api/reminders/{id}/snooze").row(Row.REMINDER));
    }

    private static List<Fixture> notifications() {
        return List.of(
                of("GET /api/notifications/agent/{agentId}").shows(Row.NOTIFICATION),
                of("GET /api/notifications/stats/{agentId}"),
                of("GET /api/notifications/preferences/{agentId}"),
                of("PUT /api/notifications/preferences/{agentId}"),
                of("GET /api/notifications/rules"),
                of("PUT /api/notifications/rules/{name}")
                        .word("name", "lead_assigned")
                        .body("{'enabled':false}"),
                of("POST /api/notifications")
                        .ofOwner()
                        .but(Who.STRANGER, 422)
                        .but(Who.FOREIGN_LEADER, 422),
                of("POST /api/notifications/system")
                        .body("{'title':'Tea','team':'north'}")
                        .but(Who.FOREIGN_LEADER, 403),
                of("GET /api/notifications/system/{id}").row(Row.SYSTEM_NOTIFICATION),
                of("GET /api/notifications/{id}").row(Row.NOTIFICATION),
                of("DELETE /api/notifications/{id}").row(Row.NOTIFICATION),
                of("PUT /api/notifications/{id}/read").row(Row.NOTIFICATION),
                of("POST /api/notifications/{id}/read").row(Row.NOTIFICATION),
                of("PUT /api/notifications/{id}/unread").row(Row.NOTIFICATION),
                of("POST /api/notifications/{id}/unread").row(Row.NOTIFICATION),
                of("POST /api/notifications/{id}/snooze").row(Row.NOTIFICATION),
                of("PUT /api/notifications/agent/{agentId}/read-all"),
                of("POST /api/notifications/agent/{agentId}/read-all"),
                of("POST /api/notifications/{id}/restore").row(Row.DELETED_NOTIFICATION));
    }

    private static List<Fixture> automation() {
        return List.of(
                of("GET /api/automation"),
                of("GET /api/automation/templates"),
                of("GET /api/automation/fields"),
                of("GET /api/automation/explain").word("?", "leadId=$lead").ofOwner(),
                of("GET /api/automation/{id}").row(Row.RULE),
                of("GET /api/automation/{id}/runs").row(Row.RULE),
                of("GET /api/automation/runs/{id}").row(Row.FAILED_RUN),
                of("POST /api/automation"),
                of("POST /api/automation/test"),
                of("POST /api/automation/{id}/test").row(Row.RULE),
                of("POST /api/automation/from-template/{templateName}")
                        .word("templateName", "missed-call-follow-up")
                        .body("{}"),
                of("POST /api/automation/{id}/held").row(Row.RULE),
                of("GET /api/automation/{id}/backfill").row(Row.RULE),
                of("POST /api/automation/{id}/backfill").row(Row.RULE),
                of("DELETE /api/automation/{id}/backfill").row(Row.RULE),
                of("POST /api/automation/runs/{id}/retry").row(Row.FAILED_RUN),
                of("PUT /api/automation/{id}").row(Row.RULE),
                of("DELETE /api/automation/{id}").row(Row.RULE));
    }

    private static List<Fixture> sync() {
        return Stream.concat(
                        Stream.of("leads", "calls", "reminders", "notifications")
                                .flatMap(
                                        type ->
                                                Stream.of(
                                                        of("GET /api/" + type + "/sync/{agentId}"),
                                                        of("POST /api/" + type + "/sync")
                                                                .body("{'mutations':[]}"))),
                        Stream.of(
                                of("GET /api/sync/last/{agentId}"),
                                of("GET /api/sync/status/{agentId}"),
                                of("GET /api/sync/history/{agentId}"),
                                of("GET /api/sync/conflicts/{agentId}"),
                                of("POST /api/sync/conflicts/{id}/resolve")
                                        .row(Row.SYNC_CONFLICT)
                                        .body("{'keep':'server'}"),
                                of("POST /api/sync/full/{agentId}"),
                                of("POST /api/sync/force/{agentId}"),
                                of("POST /api/sync/{type}/{agentId}")
                                        .word("type", "leads")
                                        .body("{}"),
                                of("GET /api/rx/{type}/pull")
                                        .word("type", "leads")
                                        .word("?", "lwt=0&id=none"),
                                of("POST /api/rx/{type}/push")
                                        .word("type", "leads")
                                        .body("{'newDocumentState':{'id':'$lead','name':'Ada'}}")
                                        .inArray(),
                                of("GET /api/rx/{type}/pullStream")
                                        .word("type", "leads")
                                        .word("?", "lwt=0&id=none&seconds=0"),
                                of("GET /api/watermelon/sync").word("?", "lastPulledAt=1"),
                                of("POST /api/watermelon/sync").body("{'leads':{'updated':[]}}")))
                .toList();
    }
}
