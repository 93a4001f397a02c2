package com.techbro24.crm.http.server;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the errors of one request from all of its parts, so that all are reported at once,
 * before it runs.
 */
final class RequestErrors {
    private final List<InputError> errors = new ArrayList<>();

    /** The first problem that is not an input error; reported if there are no input errors. */
    private @Nullable Problem other;

    void add(List<InputError> more) {
        errors.addAll(more);
    }

    /** The value that {@code part} reads; null if it throws a problem, which is kept. */
    <T> @Nullable T of(Supplier<? extends @Nullable T> part) {
        try {
            return part.get();
        } catch (Problem problem) {
            if (problem.code() == Problem.Code.INVALID) {
                errors.addAll(
                        problem.errors().isEmpty()
                                ? List.of(new InputError("", "invalid", problem.detail()))
                                : problem.errors());
            } else if (other == null) {
                other = problem;
            }
            return null;
        }
    }

    boolean isEmpty() {
        return errors.isEmpty() && other == null;
    }

    /** Throws one problem for all kept ones. */
    void tell() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        if (other != null) {
            throw other;
        }
    }
}
