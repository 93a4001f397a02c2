package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.Eventually;

/** Makes rules and runs of automation for {@link AccessMatrixWorld}. */
final class AccessMatrixRules {
    private AccessMatrixRules() {}

    /** Rules belong to managers; this one to the owner's. */
    static String newRule(AccessMatrixWorld world) {
        return newRule(
                world,
                "Never",
                "{'type':'send_notification','params':{'to':'owner','title':'Told'}}");
    }

    private static String newRule(AccessMatrixWorld world, String leadName, String action) {
        String rule =
                """
                {'name':'Rule','trigger':{'event':'lead.created'},
                 'conditions':{'field':'lead.name','op':'eq','value':'%s'},'actions':[%s]}
                """
                        .formatted(leadName, action);
        String body = rule.replace('\'', '"');
        return world.crm
                .post(world.person(AccessMatrixWorld.Who.LEADER).token(), "/api/automation", body)
                .expect(201)
                .id();
    }

    static String newFailedRun(AccessMatrixWorld world) {
        String name = "Failing " + Id.next();
        String rule =
                newRule(
                        world,
                        name,
                        "{'type':'update_lead_status','params':"
                                + "{'leadId':'nobody','status':'contacted'}}");
        String _ = world.made("/api/leads", world.newLead().put("name", name));
        String runs = "/api/automation/" + rule + "/runs?status=failed";
        Eventually.eventually(
                () ->
                        assertThat(world.crm.get(world.crm.admin(), runs).json().get("data"))
                                .isNotEmpty());
        return world.crm.get(world.crm.admin(), runs).json().at("/data/0/id").textValue();
    }
}
