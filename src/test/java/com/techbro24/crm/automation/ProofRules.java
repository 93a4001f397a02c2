package com.techbro24.crm.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random rules, with single quotes for double ones. Some of them are refused. */
final class ProofRules {
    static final List<String> TYPES = List.of("lead", "lead", "lead", "call", "reminder");

    private static final Map<String, List<String>> EVENTS =
            Map.of(
                    "lead",
                    List.of(
                            "lead.created",
                            "lead.updated",
                            "lead.status_changed",
                            "lead.assigned",
                            "lead.deleted"),
                    "call",
                    List.of("call.created", "call.ended", "call.missed", "call.updated"),
                    "reminder",
                    List.of("reminder.created", "reminder.completed", "reminder.updated"));

    private static final List<String> OF_ALL =
            List.of(
                    "{'field':'event.via','op':'exists','value':false}",
                    "{'field':'event.actor','op':'exists'}",
                    "{'field':'owner.role','op':'eq','value':'admin'}",
                    "{'field':'agent.team','op':'eq','value':'north'}");

    private static final List<String> OF_LINKS =
            List.of(
                    "{'field':'lead.status','op':'in','value':['new','attempted']}",
                    "{'field':'lead.status','op':'eq','value':{'ref':'then.lead.status'}}",
                    "{'field':'lead.priority','op':'ne','value':'low'}",
                    "{'field':'lead.notes','op':'exists'}",
                    "{'field':'lead.assignedAgentId','op':'exists'}");

    private static final Map<String, List<String>> CONDITIONS =
            Map.of(
                    "lead",
                    List.of(
                            "{'field':'lead.status','op':'changed_to','value':'attempted'}",
                            "{'field':'lead.status','op':'changed'}",
                            "{'field':'before.status','op':'eq','value':'new'}",
                            "{'field':'lead.value','op':'gt','value':500}",
                            "{'field':'lead.createdAt','op':'within_last','value':'PT2H'}"),
                    "call",
                    List.of(
                            "{'field':'call.status','op':'eq','value':'missed'}",
                            "{'field':'call.direction','op':'eq','value':'inbound'}",
                            "{'field':'lead.callAttempts','op':'lt','value':2}"),
                    "reminder",
                    List.of(
                            "{'field':'reminder.priority','op':'eq','value':'high'}",
                            "{'field':'reminder.title','op':'contains','value':'call'}"));

    private final Random random;
    private final List<String> agents;

    /**
     * @param agents to assign leads to
     */
    ProofRules(Random random, List<String> agents) {
        this.random = random;
        this.agents = agents;
    }

    String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    String rule(String type) {
        StringBuilder rule = new StringBuilder("{'name':'Rule " + random.nextInt(100) + "'");
        rule.append(",'trigger':").append(trigger(type));
        rule.append(",'actions':").append(actions(type));
        if (random.nextInt(4) > 0) {
            rule.append(",'conditions':").append(conditions(type));
        }
        for (String name : List.of("delaySeconds", "window", "oncePer", "cooldownSeconds")) {
            if (random.nextInt(3) == 0) {
                rule.append(",'" + name + "':").append(value(name));
            }
        }
        rule.append(",'whileWaiting':" + pick("'ignore'", "'restart'", "'add'"));
        rule.append(",'maxDepth':" + random.nextInt(1, 4));
        if (random.nextInt(4) == 0) {
            rule.append(",'burst':{'runs':" + random.nextInt(1, 6) + ",'within':'PT1H'}");
        }
        return rule + "}";
    }

    /** A rule whose conditions hold later too, so that each of its runs acts. */
    String steady() {
        String conditions =
                pick(
                        "null",
                        "{'field':'lead.status','op':'changed_to','value':'attempted'}",
                        "{'not':{'field':'before.status','op':'eq','value':'new'}}",
                        "{'field':'event.via','op':'exists','value':false}");
        return """
        {'name':'Steady','trigger':{'events':['lead.status_changed','lead.assigned'],'maxAge':'P9D'},
         'conditions':%s,'oncePer':%s,'cooldownSeconds':%s,'delaySeconds':%s,'whileWaiting':%s,
         'actions':[{'type':'add_tag','params':{'leadId':'{{lead.id}}','tag':'steady'}},
           {'type':'send_notification','params':{'to':'owner','title':'{{lead.name}}'}}]}
        """
                .formatted(
                        conditions,
                        pick("'none'", "'none'", "'record'"),
                        pick("0", "600"),
                        pick("0", "900"),
                        pick("'ignore'", "'restart'", "'add'"));
    }

    /** The change of one part of a rule. */
    String edit(String type) {
        return switch (random.nextInt(6)) {
            case 0 -> "'enabled':false";
            case 1 -> "'trigger':" + trigger(type);
            case 2 -> "'actions':" + actions(type);
            case 3 -> "'delaySeconds':" + value("delaySeconds");
            case 4 -> "'window':" + value("window");
            default -> "'conditions':" + conditions(type);
        };
    }

    private String value(String name) {
        return switch (name) {
            case "delaySeconds" -> pick("0", "60", "600", "3600");
            case "window" ->
                    pick(
                            "null",
                            "{'from':'08:00','to':'18:00','timezone':'Europe/Berlin'}",
                            "{'days':['wednesday','friday'],'from':'09:30','to':'11:00',"
                                    + "'timezone':'UTC'}");
            case "oncePer" -> "'record'";
            default -> pick("300", "7200");
        };
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private String trigger(String type) {
        String one = pick(EVENTS.getOrDefault(type, List.of()));
        String two = pick(EVENTS.getOrDefault(type, List.of()));
        String fields =
                type.equals("lead") && random.nextInt(4) == 0
                        ? ",'changedFields':['status','notes']"
                        : "";
        String age = random.nextInt(5) == 0 ? ",'maxAge':'PT1H'" : "";
        String events =
                one.equals(two)
                        ? "'event':'" + one + "'"
                        : "'events':['" + one + "','" + two + "']";
        return "{" + events + fields + age + "}";
    }

    private String conditions(String type) {
        return switch (random.nextInt(5)) {
            case 0 -> "{'all':[" + leaf(type) + "," + leaf(type) + "]}";
            case 1 -> "{'any':[" + leaf(type) + ",{'not':" + leaf(type) + "}]}";
            case 2 -> "{'not':" + leaf(type) + "}";
            default -> leaf(type);
        };
    }

    private String leaf(String type) {
        List<String> all = new ArrayList<>(OF_ALL);
        all.addAll(OF_LINKS);
        all.addAll(CONDITIONS.getOrDefault(type, List.of()));
        return pick(all);
    }

    private String actions(String type) {
        List<String> actions = new ArrayList<>();
        for (int count = random.nextInt(1, 3); count > 0; count--) {
            actions.add(action(type));
        }
        return "[" + String.join(",", actions) + "]";
    }

    private String action(String type) {
        String lead = "'leadId':'{{" + (type.equals("lead") ? "lead.id" : type + ".leadId") + "}}'";
        return switch (random.nextInt(type.equals("lead") ? 7 : 6)) {
            case 0 ->
                    "{'type':'create_reminder','params':{"
                            + lead
                            + ",'title':'To call {{event.seq}}','in':'PT1H','priority':'high'}}";
            case 1 -> "{'type':'add_tag','params':{" + lead + ",'tag':'seen'}}";
            case 2 -> "{'type':'update_lead_status','params':{" + lead + ",'status':'attempted'}}";
            case 3 ->
                    "{'type':'assign_lead','params':{"
                            + lead
                            + ",'agentId':'"
                            + pick(agents)
                            + "'}}";
            case 4, 5 ->
                    "{'type':'send_notification','params':{'to':'owner','title':'Seq {{event.seq}}'}}";
            default ->
                    "{'type':'set_field','params':{'field':'notes','value':'Seq {{event.seq}}'}}";
        };
    }
}
