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

/** The room put together, for a server that runs in development. */
public final class Development implements AutoCloseable {
    private final DevelopmentClock clock;
    private final FaultyFirst first;

    /**
     * @param clock by which the whole program goes
     * @param sockets takes the requests that are Socket.IO's
     */
    public Development(DevelopmentClock clock, FirstHandler sockets, Namespace namespace) {
        this.clock = clock;
        this.first = new FaultyFirst(sockets, namespace);
    }

    /** Takes requests in front of the server, so that they meet the faults that were asked for. */
    public FirstHandler first() {
        return first;
    }

    /** Lets those who sleep look at the clock anew whenever it may have gone on by a leap. */
    public void wakes(Runnable... sleepers) {
        List.of(sleepers).forEach(clock::wakes);
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
