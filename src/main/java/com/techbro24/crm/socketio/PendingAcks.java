package com.techbro24.crm.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.socketio.engine.EngineSession;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The pending acknowledgements of one socket. */
final class PendingAcks {
    private final EngineSession session;
    private final Map<Long, CompletableFuture<List<JsonNode>>> waiting = new HashMap<>(2);
    private long nextId;
    private boolean ended;

    PendingAcks(EngineSession session) {
        this.session = session;
    }

    static IllegalStateException socketEnded() {
        return new IllegalStateException("The socket has ended");
    }

    /** Registers a pending acknowledgement, then sends the event. */
    CompletableFuture<List<JsonNode>> add(Duration timeout, LongConsumer send) {
        var answer = new CompletableFuture<List<JsonNode>>();
        long id;
        synchronized (this) {
            if (ended) {
                return CompletableFuture.failedFuture(socketEnded());
            }
            id = nextId++;
            waiting.put(id, answer);
        }
        ScheduledFuture<?> timer =
                session.schedule(
                        timeout,
                        () -> {
                            var late = remove(id);
                            if (late != null) {
                                late.completeExceptionally(
                                        new TimeoutException("No answer within " + timeout));
                            }
                        });
        answer.whenComplete((arguments, failure) -> timer.cancel(false));
        send.accept(id);
        return answer;
    }

    void complete(long id, List<JsonNode> arguments) {
        var answer = remove(id);
        if (answer != null) {
            // Not on the event loop, which the caller's stages could block.
            answer.completeAsync(() -> arguments);
        }
    }

    private synchronized @Nullable CompletableFuture<List<JsonNode>> remove(long id) {
        return waiting.remove(id);
    }

    void failAll() {
        List<CompletableFuture<List<JsonNode>>> lost;
        synchronized (this) {
            ended = true;
            lost = List.copyOf(waiting.values());
            waiting.clear();
        }
        lost.forEach(answer -> answer.completeExceptionally(socketEnded()));
    }
}
