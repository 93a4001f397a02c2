package com.techbro24.crm.extension;

/**
 * Handles changes, in the transaction that stores the position. It runs on the only writer: no slow
 * work, no network. A change that keeps failing is set aside.
 */
public interface ChangeHandler {
    /**
     * @param commands run in the same transaction, in the name of the program itself
     */
    void handle(ExtensionChange change, Commands commands);
}
