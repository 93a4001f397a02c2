package com.techbro24.crm.http.server;

import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one request, gathered from all of its parts, so that all is told at once and
 * before anything is done.
 */
final class Refusals {
    private final List<Fault> faults = new ArrayList<>();

    /** The first that is no fault of the input: it is told where there is no such fault. */
    private @Nullable Problem other;

    void add(List<Fault> more) {
        faults.addAll(more);
    }

    /** What {@code part} reads; null where it refuses, which is kept. */
    <T> @Nullable T of(Supplier<? extends @Nullable T> part) {
        try {
            return part.get();
        } catch (Problem problem) {
            if (problem.code() == Problem.Code.INVALID) {
                faults.addAll(
                        problem.faults().isEmpty()
                                ? List.of(new Fault("", "invalid", problem.detail()))
                                : problem.faults());
            } else if (other == null) {
                other = problem;
            }
            return null;
        }
    }

    boolean isEmpty() {
        return faults.isEmpty() && other == null;
    }

    /** Throws one problem for all that was kept. */
    void tell() {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        if (other != null) {
            throw other;
        }
    }
}
