package com.techbro24.crm.base;

import org.jspecify.annotations.Nullable;

/** A row that clients know by its id, and whose version grows by one with each change. */
public interface Entity {
    String id();

    int version();

    /** The row whose timeline lists the changes of this one; null for none. */
    default @Nullable Subject subject() {
        return null;
    }
}
