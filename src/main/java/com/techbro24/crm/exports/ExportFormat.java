package com.techbro24.crm.exports;

/** The form of the files in an export. */
public enum ExportFormat {
    /** One JSON object per line. */
    NDJSON,
    /** Comma-separated values, safe to open in a spreadsheet. */
    CSV;

    /** The ending of a file's name. */
    String ending() {
        return switch (this) {
            case NDJSON -> "ndjson";
            case CSV -> "csv";
        };
    }
}
