package com.techbro24.crm.support;

import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.DatabaseException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Fails a transaction after some more of its steps, as if the node ended before the commit. */
public final class Crashes {
    /** The disk is full: it fails the whole transaction, whatever catches a single failure. */
    private static final String WHOLE_TRANSACTION = "53100";

    private int left;
    private boolean staysDown;

    /** Fails at the step with this number, from 1; 0 for never. */
    public void at(int step) {
        left = step;
        staysDown = false;
    }

    /**
     * Fails at the step with this number and at all later ones, until {@link #at} says otherwise.
     */
    public void from(int step) {
        left = step;
        staysDown = true;
    }

    /** One more step is done, but not committed. */
    public void point() {
        if (left == 1 && staysDown || left > 0 && --left == 0) {
            throw new DatabaseException(new SQLException("crash", WHOLE_TRANSACTION));
        }
    }

    /** The same handler, each command of which is a step. */
    public <C extends Command> Handler<C> after(Handler<C> handler) {
        return new Handler<>() {
            @Override
            public Outcome handle(C command, Context context) {
                Outcome outcome = handler.handle(command, context);
                point();
                return outcome;
            }

            @Override
            public @Nullable Object prepare(C command) {
                return handler.prepare(command);
            }
        };
    }
}
