package com.techbro24.crm.development;

import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.development.mock.MockRoutes;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.server.FirstHandler;
import com.techbro24.crm.socketio.Namespace;
import java.util.List;

/** Assembles the room for a server in development mode. */
public final class Development implements AutoCloseable {
    private final DevelopmentClock clock;
    private final FaultInjector first;

    /**
     * @param clock the clock of the whole process
     * @param sockets handles the requests of Socket.IO
     */
    public Development(DevelopmentClock clock, FirstHandler sockets, Namespace namespace) {
        this.clock = clock;
        this.first = new FaultInjector(sockets, namespace);
    }

    /** The handler in front of the server, which injects the configured faults. */
    public FirstHandler first() {
        return first;
    }

    /** Registers tasks that are woken whenever the clock may have jumped. */
    public void wakeOnJump(Runnable... sleepers) {
        List.of(sleepers).forEach(clock::wakeOnJump);
    }

    public List<Route> routes(
            CommandCatalog catalog,
            CommandRunner runner,
            GroupCommit writer,
            Database database,
            ChangeReader reader) {
        var mock = new MockRoutes(catalog, runner, writer, database, reader);
        var server = new DevelopmentRoutes(clock, first, writer);
        return List.of(mock.routes(), server.routes()).stream().flatMap(List::stream).toList();
    }

    @Override
    public void close() {
        first.close();
        clock.close();
    }
}
