package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.support.Eventually;

/** Rows of {@link AccessMatrixWorld} that go on by themselves, in the name of who began them. */
final class AccessMatrixJobs {
    private AccessMatrixJobs() {}

    static String newImport(AccessMatrixWorld world) {
        return begun(world, "/api/leads/import", "/api/leads/imports", "name\nWanted\n");
    }

    static String newBulk(AccessMatrixWorld world) {
        String body = "{'ids':['%s'],'action':'change','priority':'low'}".formatted(world.lead);
        return begun(world, "/api/leads/bulk", "/api/leads/bulk", body.replace('\'', '"'));
    }

    /** On a channel without a transport, so that nothing sends it. */
    static String newMessage(AccessMatrixWorld world, String status) {
        String id = Id.next();
        try (DatabaseState database = new DatabaseState(world.crm.database())) {
            database.run(
                    "INSERT INTO outbound_messages (id, version, channel, recipient, payload,"
                            + " agent_id, status, attempts, due_at, created_at, updated_at) VALUES"
                            + " ('%s', 1, 'pigeon', 'Ann', '{}', '%s', '%s', 0, 1, 1, 1)"
                                    .formatted(id, world.owner().id(), status));
        }
        return id;
    }

    private static String begun(AccessMatrixWorld world, String path, String list, String body) {
        String id = world.crm.post(world.owner().token(), path, body).expect(202).id();
        Eventually.eventually(
                () ->
                        assertThat(
                                        world.crm
                                                .get(world.crm.admin(), list + "/" + id)
                                                .expect(200)
                                                .json()
                                                .get("status")
                                                .textValue())
                                .isEqualTo("done"));
        return id;
    }
}
