package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import com.techbro24.crm.base.Json;
import java.util.List;

/** External ids in the table of {@link AccessMatrixTest}; that of a lead is the lead's own id. */
final class AccessMatrixExternal {
    static final String SYSTEM = "matrix";

    private AccessMatrixExternal() {}

    static List<Fixture> all() {
        String path = " /api/leads/external/{system}/{key}";
        return List.of(
                of("PUT" + path)
                        .common(Row.LINKED_LEAD)
                        .body("{'company':'Engines'}")
                        .but(Who.STRANGER, 404)
                        .but(Who.FOREIGN_LEADER, 404),
                of("GET" + path).row(Row.LINKED_LEAD),
                of("DELETE" + path).row(Row.LINKED_LEAD),
                of("GET /api/leads/{id}/external-ids").row(Row.LINKED_LEAD),
                of("POST /api/leads/{id}/external-ids")
                        .row(Row.LEAD)
                        .body("{'system':'other','key':'$unique'}"));
    }

    static String newLinkedLead(AccessMatrixWorld world) {
        String id = Row.LEAD.make(world);
        String body = Json.object().put("system", SYSTEM).put("key", id).toString();
        world.crm
                .post(world.owner().token(), "/api/leads/" + id + "/external-ids", body)
                .expect(201);
        return id;
    }
}
