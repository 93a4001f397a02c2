package com.techbro24.crm.automation.conditions;

import java.util.List;

/**
 * A field that a rule can name.
 *
 * @param words its possible values where these are a fixed list; empty otherwise
 * @param isNullable whether it can have no value
 */
public record Field(
        String path, FieldType type, List<String> words, boolean isNullable, Source source) {
    /** Where the value comes from. */
    public enum Source {
        /** The change: its name, seq, time, actor. */
        EVENT,
        /** The row. */
        RECORD,
        /** The row before the change. */
        BEFORE,
        /** A row that the record links to, as it stands when it is looked at. */
        LINK,
        /** The rule's owner. */
        OWNER,
        NOW,
        /** A value stored when the rule matched. */
        THEN
    }

    /** Whether there must be an event to read it. */
    public boolean isOfEvent() {
        return switch (source) {
            case EVENT, BEFORE -> true;
            case THEN ->
                    path.startsWith(Fields.THEN + Fields.EVENT)
                            || path.startsWith(Fields.THEN + Fields.BEFORE);
            case RECORD, LINK, OWNER, NOW -> false;
        };
    }
}
