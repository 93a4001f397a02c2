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
 * The faults that a client's author asks for, to see what the client makes of them; null for none.
 *
 * @param latency how much later requests are worked on
 * @param errors how many requests are refused, and with what
 * @param droppedSockets how many requests and connections to Socket.IO are cut off without an
 *     answer, and how many live sockets in each second
 */
public record Faults(
        @Valid @Nullable Latency latency,
        @Valid @Nullable Errors errors,
        @Valid @Nullable Dropped droppedSockets) {
    static final Faults NONE = new Faults(null, null, null);

    /**
     * A wait before each request.
     *
     * @param jitterMilliseconds by how much it is longer or shorter at random
     */
    public record Latency(
            @NotNull @Min(0) @Max(60_000) Integer milliseconds,
            @Min(0) @Max(60_000) @Nullable Integer jitterMilliseconds) {}

    /**
     * RequestErrors by chance.
     *
     * @param rate the share of requests that are refused, from 0 to 1
     * @param status of a problem; 503 if it is not given
     */
    public record Errors(
            @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal rate, @Nullable Integer status) {
        Problem.Code code() {
            return status == null ? Problem.Code.UNAVAILABLE : codeOf(status);
        }
    }

    /**
     * Connections that break by chance.
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
