package com.techbro24.crm.automation;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.automation.templates.RuleTemplate;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The routes of automation. */
public final class AutomationRoutes {
    private static final String PATH = "/api/automation";
    private static final String RULE = "automation rule";

    private final AutomationServices services;
    private final Database database;

    public AutomationRoutes(AutomationServices services) {
        this.services = services;
        this.database = services.database();
    }

    public List<Route> routes() {
        return Stream.of(lists(), reads(), tests(), commands()).flatMap(List::stream).toList();
    }

    private List<Route> lists() {
        return List.of(
                Route.get(PATH, "The rules, oldest first.")
                        .named("List automation rules")
                        .roles(Role.MANAGERS)
                        .takes(
                                Parameter.flag("enabled", "Whether they are enabled"),
                                Parameter.id("agentId", "The owner"))
                        .takes(Parameter.sort(AutomationStore.SORTS))
                        .lists(AutomationRule.class)
                        .answer(this::list),
                Route.get(PATH + "/templates", "The templates of rules.")
                        .named("List rule templates")
                        .roles(Role.MANAGERS)
                        .listsWhole(RuleTemplate.class)
                        .answer(_ -> Reply.json(Page.Whole.of(services.templates().all()))),
                Route.get(PATH + "/fields", "What rules can be made of: events, fields, actions.")
                        .named("Get rule vocabulary")
                        .roles(Role.MANAGERS)
                        .replies(RuleWords.class)
                        .answer(_ -> Reply.json(words())),
                Route.get(PATH + "/:id/runs", "The runs of a rule, newest first.")
                        .named("List rule runs")
                        .roles(Role.MANAGERS)
                        .takes(
                                Parameter.words("status", RunStatus.class, "The status"),
                                Parameter.text("entityId", "The row"),
                                Parameter.time("from", "Matched at or after"),
                                Parameter.time("to", "Matched before"))
                        .takes(Parameter.sort(RunStore.SORTS))
                        .lists(AutomationRun.class)
                        .answer(this::runs));
    }

    private List<Route> reads() {
        return List.of(
                Route.get(
                                PATH + "/explain",
                                "Why each enabled rule ran, or did not run, for a row.")
                        .named("Explain rules")
                        .needs("?leadId=0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17")
                        .roles(Role.MANAGERS)
                        .takes(
                                Parameter.text("leadId", "A lead"),
                                Parameter.text("entityType", "The type of another row"),
                                Parameter.text("entityId", "The id of another row"))
                        .listsWhole(RuleExplanation.class)
                        .problems(Problem.Code.NOT_FOUND)
                        .answer(this::explain),
                Route.get(
                                PATH + "/:id/backfill",
                                "How many rows a backfill would run for, and the last backfill.")
                        .named("Preview backfill")
                        .roles(Role.MANAGERS)
                        .replies(BackfillPreview.class)
                        .problems(Problem.Code.UNPROCESSABLE)
                        .answer(this::backfill),
                Route.get(PATH + "/runs/:id", "One run.")
                        .named("Get rule run")
                        .roles(Role.MANAGERS)
                        .replies(AutomationRun.class)
                        .answer(this::run),
                Route.get(PATH + "/:id", "One rule.")
                        .named("Get automation rule")
                        .roles(Role.MANAGERS)
                        .replies(AutomationRule.class)
                        .answer(this::get));
    }

    private List<Route> tests() {
        return List.of(
                Route.post(PATH + "/test", "Try a rule that is not saved; nothing changes.")
                        .named("Test unsaved rule")
                        .roles(Role.MANAGERS)
                        .body(DraftTest.class)
                        .replies(RuleTestReply.class)
                        .problems(Problem.Code.NOT_FOUND)
                        .answer(this::testDraft),
                Route.post(PATH + "/:id/test", "Try a rule on past events; nothing changes.")
                        .named("Test automation rule")
                        .roles(Role.MANAGERS)
                        .body(RuleTest.class)
                        .replies(RuleTestReply.class)
                        .answer(this::test));
    }

    private static List<Route> commands() {
        return List.of(
                Route.command(Route.Method.POST, PATH, AutomationCommand.CREATE)
                        .named("Create automation rule"),
                Route.command(
                                Route.Method.POST,
                                PATH + "/from-template/:templateName",
                                AutomationCommand.CREATE_FROM_TEMPLATE)
                        .named("Create rules from template"),
                Route.command(Route.Method.POST, PATH + "/:id/held", AutomationCommand.DECIDE_HELD)
                        .named("Decide held runs"),
                Route.command(
                                Route.Method.POST,
                                PATH + "/:id/backfill",
                                AutomationCommand.BEGIN_BACKFILL)
                        .named("Begin backfill"),
                Route.command(
                                Route.Method.DELETE,
                                PATH + "/:id/backfill",
                                AutomationCommand.STOP_BACKFILL)
                        .named("Stop backfill"),
                Route.command(
                                Route.Method.POST,
                                PATH + "/runs/:id/retry",
                                AutomationCommand.RETRY_RUN)
                        .named("Retry rule run"),
                Route.command(Route.Method.PUT, PATH + "/:id", AutomationCommand.UPDATE)
                        .problems(Problem.Code.CONFLICT, Problem.Code.UNPROCESSABLE)
                        .named("Update automation rule"),
                Route.command(Route.Method.DELETE, PATH + "/:id", AutomationCommand.DELETE)
                        .named("Delete automation rule"));
    }

    private Reply list(Request request) {
        return Reply.json(
                database.read(
                        tx ->
                                AutomationStore.list(
                                        tx,
                                        request.flagOrNone("enabled").orElse(null),
                                        request.text("agentId").orElse(null),
                                        request.caller(),
                                        request.paging())));
    }

    private AutomationRule rule(Request request) {
        String id = request.id("id", RULE);
        return database.read(tx -> AutomationStore.get(tx, id, request.caller()));
    }

    private Reply get(Request request) {
        return Reply.json(rule(request));
    }

    private RuleWords words() {
        return RuleWords.of(services.compiler(), services.inputs());
    }

    private Reply runs(Request request) {
        AutomationRule rule = rule(request);
        RunStore.Filter filter =
                new RunStore.Filter(
                        rule.id(),
                        request.text("entityId").orElse(null),
                        request.words("status", RunStatus.class),
                        request.time("from").orElse(null),
                        request.time("to").orElse(null));
        return Reply.json(
                database.read(tx -> RunStore.list(tx, filter, request.caller(), request.paging())));
    }

    private Reply backfill(Request request) {
        AutomationRule rule = rule(request);
        return Reply.json(database.read(tx -> services.preview(tx, rule)));
    }

    private Reply run(Request request) {
        String id = request.id("id", AutomationRun.NOUN);
        return Reply.json(database.read(tx -> RunStore.get(tx, id, request.caller())));
    }

    private Reply explain(Request request) {
        Subject row =
                request.text("leadId")
                        .map(id -> new Subject("lead", id))
                        .orElseGet(() -> anyRow(request));
        return Reply.json(
                Page.Whole.of(
                        database.read(tx -> services.explanation().of(tx, row, request.caller()))));
    }

    private static Subject anyRow(Request request) {
        List<InputError> errors = new ArrayList<>();
        for (String name : List.of("entityType", "entityId")) {
            if (request.text(name).isEmpty()) {
                errors.add(new InputError(name, "required", name + " is required without leadId."));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Subject(
                request.text("entityType").orElseThrow(), request.text("entityId").orElseThrow());
    }

    private Reply test(Request request) {
        return tried(rule(request), request.body(RuleTest.class), request);
    }

    private Reply testDraft(Request request) {
        DraftTest draft = request.body(DraftTest.class);
        AutomationRule rule =
                AutomationRule.create(
                        draft.rule(), Id.next(), request.caller().agent(), services.now());
        CompiledRule _ = services.compiler().compile(rule, request.caller());
        return tried(rule, draft.test(), request);
    }

    /** A trial changes nothing, but it takes the writer's time. */
    private Reply tried(AutomationRule rule, RuleTest test, Request request) {
        request.caller().checkMayWrite();
        return Reply.json(
                services.dryRun().run(database, services.writer(), rule, test, request.caller()));
    }
}
