package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The smallest room there can be: things that are made, and ways in which making one fails. */
record Thing(String id, int version) implements Entity {
    /** How the making of a thing goes. */
    enum Course {
        WELL,
        REFUSED_AT_ONCE,
        REFUSED_AFTER_WRITING,
        FAULTY_AFTER_WRITING,
        WELL_AT_THE_SECOND_TRY
    }

    record Make(String id, Course course) implements Command {}

    static final CommandType<Make> MAKE =
            CommandType.of("thing.make", Make.class, Thing.class, Role.EVERYONE, "Makes a thing.");

    /** Adds the room to a spine. */
    static Spine in(Spine spine) {
        boolean _ =
                spine.writer()
                        .write(
                                tx ->
                                        tx.update(
                                                        "CREATE TABLE IF NOT EXISTS things (id TEXT PRIMARY KEY)")
                                                == 0);
        return spine.with(new Maker(), List.of(MAKE));
    }

    static Submission make(String id, Course course) {
        return Submission.of(new Make(id, course), Caller.SYSTEM);
    }

    static List<String> all(Spine spine) {
        return spine.database().read(tx -> tx.list("SELECT id FROM things ORDER BY id", Row::text));
    }

    static void insert(Tx tx, String id) {
        tx.update("INSERT INTO things (id) VALUES (?)", id);
    }

    private static final class Maker implements Handler<Make> {
        private final Set<String> tried = ConcurrentHashMap.newKeySet();

        @Override
        public Outcome handle(Make command, Context context) {
            if (command.course() == Course.REFUSED_AT_ONCE) {
                throw Problem.conflict("Refused.");
            }
            Thing thing = new Thing(command.id(), 1);
            insert(context.tx(), thing.id());
            switch (command.course()) {
                case WELL, REFUSED_AT_ONCE -> {}
                case REFUSED_AFTER_WRITING -> throw Problem.conflict("Refused.");
                case FAULTY_AFTER_WRITING -> throw new IllegalStateException("a fault of ours");
                case WELL_AT_THE_SECOND_TRY -> {
                    if (tried.add(thing.id())) {
                        throw new DatabaseException(new SQLException("deadlock", "40P01"));
                    }
                }
            }
            return Outcome.created(
                    thing, Draft.created(Spine.MADE, "thing", thing, Visibility.POOL));
        }
    }
}
