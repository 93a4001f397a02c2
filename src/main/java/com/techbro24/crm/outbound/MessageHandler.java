package com.techbro24.crm.outbound;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;

/**
 * Handles the commands of messages. They are not in the log: they are the work of rows that are.
 */
public final class MessageHandler implements Handler<MessageCommand> {
    @Override
    public Outcome handle(MessageCommand command, Context context) {
        return switch (command) {
            case MessageCommand.Retry retry -> {
                Message before = load(retry.id(), context);
                yield save(context.tx(), before.retried(context.now()));
            }
            case MessageCommand.Cancel cancel -> {
                Message before = load(cancel.id(), context);
                yield save(context.tx(), before.cancelled(context.now()));
            }
            case MessageCommand.Release release -> {
                int held = MessageStore.releaseHeld(context.tx(), release.channel(), context.now());
                yield Outcome.unchanged(new MessageCommand.Released(held));
            }
        };
    }

    private static Message load(String id, Context context) {
        Message message = MessageStore.get(context.tx(), id, context.caller());
        context.expect(message);
        return message;
    }

    private static Outcome save(Tx tx, Message after) {
        MessageStore.update(tx, after);
        return Outcome.unchanged(after);
    }
}
