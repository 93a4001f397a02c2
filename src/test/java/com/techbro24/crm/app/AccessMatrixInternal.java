package com.techbro24.crm.app;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;

/** The commands that only the program gives, with an input; {@link AccessMatrixTest} tries them. */
final class AccessMatrixInternal {
    private AccessMatrixInternal() {}

    /** The commands that only the program gives, with an input that fits. */
    static Map<String, String> ofTheProgram() {
        Map<String, String> all = new HashMap<>(ofLongRuns());
        all.putAll(ofRows());
        all.putAll(AccessMatrixExports.ofTheProgram());
        return all;
    }

    /** Of imports and bulk changes. */
    private static Map<String, String> ofLongRuns() {
        return Map.ofEntries(
                entry(
                        "lead_import.begin",
                        "{'id':'$lead','onDuplicate':'skip','onBadCell':'skip','encoding':'utf_8','delimiter':'comma',"
                                + "'columns':[{'header':'Name','field':'name'}],"
                                + "'mappingWarnings':[],'conventions':{}}"),
                entry(
                        "lead_import.advance",
                        "{'id':'$lead','progress':{'rowsDone':1,'created':1,'updated':0,"
                                + "'duplicate':0,'refused':0,'warned':0,'skippedCells':0}}"),
                entry("lead_import.fail", "{'id':'$lead','problem':'none'}"),
                entry("lead_bulk.begin", "{'id':'$lead','action':'delete','fields':{}}"),
                entry(
                        "lead_bulk.advance",
                        "{'id':'$lead','last':true,'progress':{'leadsDone':1,'changed':1,"
                                + "'deleted':0,'restored':0,'unchanged':0,'refused':0,'seq':0}}"),
                entry("lead_bulk.fail", "{'id':'$lead','problem':'none'}"));
    }

    private static Map<String, String> ofRows() {
        return Map.ofEntries(
                entry("agent.reset_password", "{'agentId':'$mate','passwordHash':'x'}"),
                entry("call.time_out", "{'id':'$lead'}"),
                entry("call.report", "{'id':'$lead','status':'completed'}"),
                entry(
                        "call.record_past",
                        "{'calls':[{'leadId':'$lead','phone':'+442079460123','status':'busy',"
                                + "'startedAt':'2026-01-05T10:00:00Z'}]}"),
                entry("call.apply_past", "{'leadId':'$lead'}"),
                entry("lead.drain_backlog", "{'agentId':'$mate'}"),
                entry("lead.recompute_derived", "{}"),
                entry(
                        "lead.record_consent_of_contact",
                        "{'phone':'+4930901820','channel':'sms','action':'withdrawn'}"),
                entry("reminder.follow_call", "{'callId':'$missing','agentId':'$mate'}"),
                entry("reminder.complete_call_backs", "{'callId':'$missing','leadId':'$missing'}"),
                entry("lead.end_claim", "{'agentId':'$mate'}"),
                entry("lead.rescore", "{'rulesVersion':1,'step':1,'afterRow':0}"),
                entry("reminder.fire", "{}"),
                entry(
                        "reminder.follow_lead",
                        "{'leadId':'$lead','fromAgentId':'$agent','toAgentId':'$mate'}"),
                entry("notification.continue_broadcast", "{'id':'$lead'}"),
                entry(
                        "notification.record_delivery",
                        "{'id':'$lead','channel':'email','status':'sent','attempts':1}"),
                entry(
                        "sync.record_conflict",
                        "{'conflict':{'id':'$lead','version':1,'createdAt':'2026-01-05T10:00:00Z',"
                                + "'updatedAt':'2026-01-05T10:00:00Z','agentId':'$mate',"
                                + "'mutationId':'$lead','entityType':'lead','entityId':'$lead',"
                                + "'field':'name','clientAt':'2026-01-05T10:00:00Z',"
                                + "'winner':'server','rule':'latest_wins'}}"),
                entry(
                        "sync.complete",
                        "{'run':{'id':'$lead','at':'2026-01-05T10:00:00Z','agentId':'$mate',"
                                + "'deviceId':'phone','type':'leads','direction':'push','sent':0,"
                                + "'removed':0,'applied':1,'conflicts':0,'rejected':0,'bytes':10,"
                                + "'milliseconds':1}}"),
                entry("automation.disable", "{'id':'$lead','reason':'failing'}"),
                entry("automation.tick", "{'id':'$lead','fireAt':'2026-01-05T10:00:00Z'}"),
                entry("automation.record_run", "{'id':'$lead'}"),
                entry("notification.purge", "{}"));
    }
}
