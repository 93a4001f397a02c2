package com.techbro24.crm.development.mock;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.Logins;
import com.techbro24.crm.access.Password;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Mock data on a running server. */
public final class MockRoutes {
    private static final Duration TIME_MAX = Duration.ofMinutes(15);
    private static final int AGENTS_DEFAULT = 10;
    private static final int LEADS_DEFAULT = 200;

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final GroupCommit writer;
    private final Database database;
    private final ChangeReader reader;
    private final Semaphore free = new Semaphore(1);

    public MockRoutes(
            CommandCatalog catalog,
            CommandRunner runner,
            GroupCommit writer,
            Database database,
            ChangeReader reader) {
        this.catalog = catalog;
        this.runner = runner;
        this.writer = writer;
        this.database = database;
        this.reader = reader;
    }

    /**
     * The amount of data to create.
     *
     * @param calls default: five per lead
     * @param seed the same seed within the same hour gives the same history
     * @param password the password of every created agent
     */
    record MockDataRequest(
            @Min(1) @Max(100) @Nullable Integer agents,
            @Min(0) @Max(20_000) @Nullable Integer leads,
            @Min(0) @Max(100_000) @Nullable Integer calls,
            @Nullable Long seed,
            @Password @Size(min = Passwords.LENGTH_MIN, max = Passwords.LENGTH_MAX)
                    @Nullable String password) {}

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/dev/mock-data",
                                "Fill the database with half a year of mock data; answers when"
                                        + " done, at up to a few thousand rows per second.")
                        .named("Create mock data")
                        .roles(Role.ADMINS)
                        .body(MockDataRequest.class)
                        .replies(MockHistory.Made.class)
                        .problems(Problem.Code.CONFLICT, Problem.Code.UNPROCESSABLE)
                        .timeout(TIME_MAX)
                        .answersSecret()
                        .answer(this::fill));
    }

    /**
     * The agents are created by the system caller, so the rights of the real caller are checked
     * here.
     */
    private void checkMayCreateAgents(Caller caller) {
        Logins.checkIsSession(caller);
        Caller _ = database.read(tx -> Credentials.present(tx, caller, Role.ADMINS, runner.now()));
    }

    private Reply fill(Request request) {
        MockDataRequest input = request.body(MockDataRequest.class);
        checkMayCreateAgents(request.caller());
        var size =
                MockHistory.Size.of(
                        Objects.requireNonNullElse(input.agents(), AGENTS_DEFAULT),
                        Objects.requireNonNullElse(input.leads(), LEADS_DEFAULT),
                        input.calls());
        if (!free.tryAcquire()) {
            throw Problem.conflict("Mock data is already being created.");
        }
        try {
            long seed = input.seed() == null ? 1 : input.seed();
            String password = Objects.requireNonNullElseGet(input.password(), MockPeople::password);
            return Reply.json(
                    new MockHistory(catalog, runner, writer, database, reader, seed)
                            .fill(size, password, true, line -> {}));
        } finally {
            free.release();
        }
    }
}
