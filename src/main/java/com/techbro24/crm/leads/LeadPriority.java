package com.techbro24.crm.leads;

/** The priority of a lead, in ascending order. */
public enum LeadPriority {
    LOW(0),
    NORMAL(1),
    HIGH(2);

    static final int RANK_MAX = 2;

    private final int rank;

    LeadPriority(int rank) {
        this.rank = rank;
    }

    /** Its number in the database, by which lists are sorted; it never changes. */
    int rank() {
        return rank;
    }
}
