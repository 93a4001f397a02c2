package com.techbro24.crm.imports;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of schedules of imports. */
public final class ImportScheduleRoutes {
    private static final String PATH = "/api/leads/imports/schedules";

    private final Database database;

    public ImportScheduleRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.command(Route.Method.POST, PATH, ImportScheduleCommand.CREATE)
                        .named("Schedule an import")
                        .problems(Problem.Code.NOT_FOUND),
                Route.get(PATH, "The schedules of imports that the caller can see.")
                        .named("List import schedules")
                        .roles(Role.MANAGERS)
                        .takes(Parameter.sort(ImportScheduleStore.SORTS))
                        .lists(ImportSchedule.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One schedule, with its last result.")
                        .named("Get import schedule")
                        .roles(Role.MANAGERS)
                        .replies(ImportSchedule.class)
                        .answer(this::get),
                Route.command(Route.Method.PUT, PATH + "/:id", ImportScheduleCommand.UPDATE)
                        .named("Update import schedule")
                        .problems(Problem.Code.UNPROCESSABLE),
                Route.command(Route.Method.POST, PATH + "/:id/run", ImportScheduleCommand.RUN)
                        .named("Run import schedule"),
                Route.command(Route.Method.DELETE, PATH + "/:id", ImportScheduleCommand.DELETE)
                        .named("Delete import schedule"));
    }

    private Reply list(Request request) {
        return Reply.json(
                database.read(
                        tx -> ImportScheduleStore.list(tx, request.caller(), request.paging())));
    }

    private Reply get(Request request) {
        String id = request.id("id", ImportSchedule.NOUN);
        return Reply.json(database.read(tx -> ImportScheduleStore.get(tx, id, request.caller())));
    }
}
