package com.techbro24.crm.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes with what a row has beside its fields, a line each. */
final class KeptNotes {
    private KeptNotes() {}

    /** A line that stands already is not added again. */
    static @Nullable String with(@Nullable String notes, List<String> kept) {
        String standing = notes == null ? "" : "\n" + notes.replace("\r\n", "\n") + "\n";
        List<String> lines = new ArrayList<>();
        for (String line : kept) {
            if (!standing.contains("\n" + line + "\n")) {
                lines.add(line);
            }
        }
        if (lines.isEmpty()) {
            return notes;
        }
        String added = String.join("\n", lines);
        return notes == null || notes.isEmpty() ? added : notes + "\n" + added;
    }
}
