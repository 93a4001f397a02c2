package com.techbro24.crm.imports.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The encoding of a file. */
public enum ImportEncoding {
    UTF_8(StandardCharsets.UTF_8),
    UTF_16(StandardCharsets.UTF_16),
    WINDOWS_1252(Charset.forName("windows-1252"));

    private final Charset charset;

    ImportEncoding(Charset charset) {
        this.charset = charset;
    }

    /** Decodes text that was read with one character per byte; UTF-16 was decoded already. */
    String text(String raw) {
        return this == UTF_16
                ? raw
                : new String(raw.getBytes(StandardCharsets.ISO_8859_1), charset);
    }
}
