package com.techbro24.crm.analytics;

/** A lead's status, as a stage of the funnel. */
enum Stage {
    NEW(Kind.LINE),
    ATTEMPTED(Kind.LINE),
    CONTACTED(Kind.LINE),
    QUALIFIED(Kind.LINE),
    NEGOTIATION(Kind.LINE),
    CONVERTED(Kind.LINE),
    NURTURE(Kind.PAUSE),
    UNQUALIFIED(Kind.LOSS),
    LOST(Kind.LOSS);

    private enum Kind {
        LINE,
        PAUSE,
        LOSS
    }

    static final Stage[] ALL = values();

    private final Kind kind;

    Stage(Kind kind) {
        this.kind = kind;
    }

    /** Whether it is on the line from new to converted. */
    boolean isOnLine() {
        return kind == Kind.LINE;
    }

    boolean isLoss() {
        return kind == Kind.LOSS;
    }

    /** Whether a lead in it can still be won or lost. */
    boolean isOpen() {
        return this != CONVERTED && kind != Kind.LOSS;
    }

    /** Whether a step from here to {@code next} is a step forward on the line. */
    boolean advancesTo(Stage next) {
        return next.isOnLine() && (kind != Kind.LINE || next.ordinal() > ordinal());
    }
}
