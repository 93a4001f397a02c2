package com.techbro24.crm.integrations;

/** Counts what a run does. */
final class Tally {
    int pulled;
    int created;
    int updated;
    int pushed;
    int conflicts;
    int refused;

    boolean isEmpty() {
        return pulled + created + updated + pushed + conflicts + refused == 0;
    }
}
