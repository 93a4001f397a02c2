package com.techbro24.crm.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends values without a field to the notes, one per line. */
final class KeptNotes {
    private KeptNotes() {}

    /** Lines that the notes already contain are not added again. */
    static @Nullable String with(@Nullable String notes, List<String> kept) {
        String existing = notes == null ? "" : "\n" + notes.replace("\r\n", "\n") + "\n";
        List<String> lines = new ArrayList<>();
        for (String line : kept) {
            if (!existing.contains("\n" + line + "\n")) {
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
