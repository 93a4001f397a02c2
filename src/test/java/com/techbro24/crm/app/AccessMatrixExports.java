package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.support.Eventually;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Exports, and ids of other systems, in the table of {@link AccessMatrixTest}. */
final class AccessMatrixExports {
    private AccessMatrixExports() {}

    static List<Fixture> all() {
        return Stream.of(exports(), AccessMatrixExternal.all(), AccessMatrixConnections.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Fixture> exports() {
        String body = "{'scope':'agent','format':'csv','agentId':'$agent'}";
        return List.of(
                of("POST /api/exports").body(body).ofOwner(),
                of("GET /api/exports").shows(Row.EXPORT),
                of("GET /api/exports/{id}").row(Row.EXPORT),
                of("GET /api/exports/{id}/file").row(Row.EXPORT),
                of("DELETE /api/exports/{id}").row(Row.EXPORT));
    }

    static String newExport(AccessMatrixWorld world) {
        String body = "{\"scope\":\"agent\",\"format\":\"ndjson\"}";
        String id = world.crm.post(world.owner().token(), "/api/exports", body).expect(201).id();
        Eventually.eventually(
                () ->
                        assertThat(
                                        world.crm
                                                .get(world.crm.admin(), "/api/exports/" + id)
                                                .json()
                                                .get("status")
                                                .textValue())
                                .isEqualTo("done"));
        return id;
    }

    static Map<String, String> ofTheProgram() {
        Map<String, String> all = new HashMap<>(AccessMatrixConnections.ofTheProgram());
        all.putAll(ofExports());
        return all;
    }

    private static Map<String, String> ofExports() {
        return Map.of(
                "export.begin", "{'id':'$lead','node':'n'}",
                "export.advance", "{'id':'$lead','node':'n','rows':1}",
                "export.release", "{'id':'$lead','node':'n'}",
                "export.finish",
                        "{'id':'$lead','node':'n','seq':1,'files':[],'bytes':1,'sha256':'x'}",
                "export.fail", "{'id':'$lead','problem':'none'}");
    }
}
