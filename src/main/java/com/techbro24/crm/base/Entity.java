package com.techbro24.crm.base;

/** A row that clients know by its id, and whose version grows by one with each change. */
public interface Entity {
    String id();

    int version();
}
