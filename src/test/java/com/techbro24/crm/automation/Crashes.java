package com.techbro24.crm.automation;

import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.DatabaseException;
import java.sql.SQLException;

/** Fails a transaction after some more of its steps, as if the node ended before the commit. */
final class Crashes {
    /** The disk is full: it fails the whole transaction, whatever catches a single failure. */
    private static final String WHOLE_TRANSACTION = "53100";

    private int left;

    /** Fails at the step with this number, from 1; 0 for never. */
    void at(int step) {
        left = step;
    }

    /** One more step is done, but not committed. */
    void point() {
        if (left > 0 && --left == 0) {
            throw new DatabaseException(new SQLException("crash", WHOLE_TRANSACTION));
        }
    }

    /** The same handler, each command of which is a step. */
    <C extends Command> Handler<C> after(Handler<C> handler) {
        return new Handler<>() {
            @Override
            public Outcome handle(C command, Context context) {
                Outcome outcome = handler.handle(command, context);
                point();
                return outcome;
            }

            @Override
            public C prepare(C command) {
                return handler.prepare(command);
            }
        };
    }
}
