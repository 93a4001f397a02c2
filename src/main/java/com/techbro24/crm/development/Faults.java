package com.techbro24.crm.development;

import com.techbro24.crm.base.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The simulated faults, for testing clients; null parts are off.
 *
 * @param latency the delay before each request
 * @param errors the share of requests that fail, and their status
 * @param droppedSockets the share of Socket.IO requests and connections that are closed without an
 *     answer, and of open sockets that are closed each second
 */
public record Faults(
        @Valid @Nullable Latency latency,
        @Valid @Nullable Errors errors,
        @Valid @Nullable Dropped droppedSockets) {
    static final Faults NONE = new Faults(null, null, null);

    /**
     * A delay before each request.
     *
     * @param jitterMilliseconds the random deviation, up or down
     */
    public record Latency(
            @NotNull @Min(0) @Max(60_000) Integer milliseconds,
            @Min(0) @Max(60_000) @Nullable Integer jitterMilliseconds) {}

    /**
     * Random errors.
     *
     * @param rate the share of requests that fail, from 0 to 1
     * @param status the status of the problem; default 503
     */
    public record Errors(
            @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal rate, @Nullable Integer status) {
        Problem.Code code() {
            return status == null ? Problem.Code.UNAVAILABLE : codeOf(status);
        }
    }

    /**
     * Randomly closed connections.
     *
     * @param rate from 0 to 1
     */
    public record Dropped(@NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal rate) {}

    /** The problem with the status; 422 if there is none. */
    static Problem.Code codeOf(int status) {
        return Arrays.stream(Problem.Code.values())
                .filter(code -> code.status() == status)
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.unprocessable("No problem has the status " + status + ".")
                                        .with("statuses", statuses()));
    }

    private static int[] statuses() {
        return Arrays.stream(Problem.Code.values()).mapToInt(Problem.Code::status).toArray();
    }
}
