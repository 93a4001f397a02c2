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

    /** The first problem that is not an input error; reported if there are no input errors. */
    private @Nullable Problem other;

    void add(List<Fault> more) {
        faults.addAll(more);
    }

    /** The value that {@code part} reads; null if it throws a problem, which is kept. */
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

    /** Throws one problem for all kept ones. */
    void tell() {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        if (other != null) {
            throw other;
        }
    }
}
