package com.techbro24.crm.login;

import com.techbro24.crm.access.ApiKey;
import com.techbro24.crm.access.ApiKeys;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Logins;
import com.techbro24.crm.access.Origin;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of login, logout, passwords, sessions and API keys. */
public final class LoginRoutes {
    private final Logins logins;
    private final ApiKeys keys;
    private final Database database;

    public LoginRoutes(Logins logins, ApiKeys keys, Database database) {
        this.logins = logins;
        this.keys = keys;
        this.database = database;
    }

    public List<Route> routes() {
        return Stream.of(sessions(), apiKeys()).flatMap(List::stream).toList();
    }

    private List<Route> sessions() {
        return List.of(
                Route.post("/api/auth/login", "Log in with email and password.")
                        .named("Log in")
                        .open(true)
                        .body(LoginRequest.class)
                        .replies(LoginReply.class)
                        .problems(Problem.Code.UNAUTHENTICATED, Problem.Code.LIMITED)
                        .answersSecret()
                        .answer(this::logIn),
                Route.post("/api/auth/logout", "End the current session.")
                        .named("Log out")
                        .status(204)
                        .answer(this::logOut),
                Route.post(
                                "/api/auth/password",
                                "Change your own password; this ends your other sessions.")
                        .named("Change password")
                        .body(PasswordRequest.class)
                        .status(204)
                        .problems(Problem.Code.UNPROCESSABLE, Problem.Code.LIMITED)
                        .answersSecret()
                        .answer(this::changePassword),
                Route.post(
                                "/api/agents/:id/password",
                                "Reset an agent's password; requires your own password. This ends the agent's sessions and API keys.")
                        .named("Reset agent password")
                        .agentIn("id")
                        .roles(Role.ADMINS)
                        .body(NewPasswordRequest.class)
                        .status(204)
                        .problems(
                                Problem.Code.NOT_FOUND,
                                Problem.Code.UNPROCESSABLE,
                                Problem.Code.LIMITED)
                        .answersSecret()
                        .answer(this::setPassword),
                Route.get("/api/auth/me", "The agent who is logged in.")
                        .named("Get current agent")
                        .replies(Agent.class)
                        .answer(request -> Reply.json(agent(request.caller().agent()))),
                Route.get("/api/auth/sessions", "Your sessions, last used first.")
                        .named("List sessions")
                        .listsWhole(SessionReply.class)
                        .answer(this::sessions),
                Route.delete("/api/auth/sessions/:id", "End one of your sessions.")
                        .named("End session")
                        .status(204)
                        .answer(this::endSession));
    }

    private List<Route> apiKeys() {
        return List.of(
                Route.get("/api/api-keys", "Your API keys, newest first.")
                        .named("List API keys")
                        .listsWhole(ApiKey.class)
                        .answer(request -> whole(keys.list(request.caller()))),
                Route.post("/api/api-keys", "Create an API key; the key is shown only once.")
                        .problems(Problem.Code.CONFLICT)
                        .named("Create API key")
                        .body(ApiKeyRequest.class)
                        .replies(ApiKeyReply.class)
                        .status(201)
                        .answersSecret()
                        .answer(this::makeKey),
                Route.delete("/api/api-keys/:id", "Revoke one of your API keys.")
                        .named("Revoke API key")
                        .status(204)
                        .answer(this::endKey));
    }

    private Reply logIn(Request request) {
        LoginRequest login = request.body(LoginRequest.class);
        Origin origin =
                new Origin(
                        request.address(),
                        request.header("user-agent").orElse(null),
                        login.deviceId(),
                        login.deviceName());
        Logins.Opened opened = logins.open(login.email(), login.password(), origin);
        return Reply.json(
                new LoginReply(
                        opened.token(),
                        opened.session().expiresAt(),
                        agent(opened.session().agentId())));
    }

    private Agent agent(String id) {
        return database.<Optional<Agent>>read(tx -> AgentStore.find(tx, id))
                .orElseThrow(() -> Problem.notFound(Agent.TYPE));
    }

    private Reply logOut(Request request) {
        Caller caller = request.caller();
        logins.end(caller, String.valueOf(caller.credentialId()));
        return Reply.empty();
    }

    private Reply changePassword(Request request) {
        PasswordRequest change = request.body(PasswordRequest.class);
        logins.changePassword(
                request.caller(),
                change.currentPassword(),
                change.newPassword(),
                request.address());
        return Reply.empty();
    }

    private Reply setPassword(Request request) {
        NewPasswordRequest change = request.body(NewPasswordRequest.class);
        logins.setPassword(
                request.caller(),
                change.ownPassword(),
                request.id("id", Agent.TYPE),
                change.newPassword(),
                request.address());
        return Reply.empty();
    }

    private Reply sessions(Request request) {
        Caller caller = request.caller();
        return whole(
                logins.list(caller).stream()
                        .map(session -> SessionReply.of(session, caller.credentialId()))
                        .toList());
    }

    private Reply endSession(Request request) {
        logins.end(request.caller(), request.id("id", "session"));
        return Reply.empty();
    }

    private Reply makeKey(Request request) {
        ApiKeyRequest asked = request.body(ApiKeyRequest.class);
        ApiKeys.Made created =
                keys.make(request.caller(), asked.name(), asked.mayWrite(), asked.expiresAt());
        return Reply.json(ApiKeyReply.of(created)).withStatus(201);
    }

    private Reply endKey(Request request) {
        keys.end(request.caller(), request.id("id", "API key"));
        return Reply.empty();
    }

    /** These lists are short and need no second page. */
    private static Reply whole(List<?> rows) {
        return Reply.json(Page.Whole.of(rows));
    }
}
