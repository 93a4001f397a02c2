package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of custom fields. */
public final class CustomFieldRoutes {
    private final Database database;

    public CustomFieldRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/custom-fields", "The custom fields of leads.")
                        .named("List custom fields")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(
                                Parameter.flag(
                                        "deleted",
                                        "Whether to list deleted fields instead; admins only"))
                        .takes(Parameter.sort(CustomFieldStore.SORTS))
                        .lists(CustomField.class)
                        .answer(this::list),
                Route.get("/api/custom-fields/:id", "One custom field.")
                        .named("Get custom field")
                        .replies(CustomField.class)
                        .answer(this::get),
                Route.command(Route.Method.POST, "/api/custom-fields", CustomFieldCommand.CREATE),
                Route.command(Route.Method.PUT, "/api/custom-fields/:id", CustomFieldCommand.UPDATE)
                        .problems(Problem.Code.CONFLICT, Problem.Code.GONE),
                Route.command(
                                Route.Method.DELETE,
                                "/api/custom-fields/:id",
                                CustomFieldCommand.DELETE)
                        .problems(Problem.Code.GONE),
                Route.command(
                        Route.Method.POST,
                        "/api/custom-fields/:id/restore",
                        CustomFieldCommand.RESTORE));
    }

    private Reply list(Request request) {
        boolean deleted = request.flag("deleted");
        if (deleted && request.caller().role() != Role.ADMIN) {
            throw Problem.forbidden("Only admins can list deleted custom fields.");
        }
        return Reply.json(
                database.read(tx -> CustomFieldStore.list(tx, deleted, request.paging())));
    }

    private Reply get(Request request) {
        String id = request.id("id", "custom field");
        return Reply.json(database.read(tx -> CustomFieldStore.get(tx, id, request.caller())));
    }
}
