package com.techbro24.crm.imports.csv;

import com.techbro24.crm.base.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Watches bytes on their way for whether they are UTF-8. A file with bytes beyond ASCII that are
 * not is one of Windows-1252, as spreadsheets write it; one that has both is refused, since nobody
 * can tell what it means.
 */
final class Utf8Detector extends FilterInputStream {
    private int left;
    private int low;
    private int high;
    private int line = 1;
    private boolean sequences;
    private boolean invalid;

    Utf8Detector(InputStream from) {
        super(from);
    }

    /** What the bytes that have passed are in. */
    ImportEncoding encoding() {
        return invalid ? ImportEncoding.WINDOWS_1252 : ImportEncoding.UTF_8;
    }

    /** What all the bytes are in, none being left. */
    ImportEncoding finish() {
        if (left > 0) {
            foreign();
        }
        return encoding();
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            see(value);
        }
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        for (int index = 0; index < count; index++) {
            see(into[offset + index] & 0xff);
        }
        return count;
    }

    private void see(int value) {
        if (value == '\n') {
            line++;
        }
        if (left > 0) {
            if (value < low || value > high) {
                left = 0;
                foreign();
                begin(value);
                return;
            }
            low = 0x80;
            high = 0xbf;
            if (--left == 0) {
                sequences = true;
                refuseMixed();
            }
        } else {
            begin(value);
        }
    }

    /** The first byte of a character (RFC 3629, 4). */
    private void begin(int value) {
        if (value < 0x80) {
            return;
        }
        low = value == 0xe0 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80;
        high = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf;
        if (value >= 0xc2 && value <= 0xdf) {
            left = 1;
        } else if (value >= 0xe0 && value <= 0xef) {
            left = 2;
        } else if (value >= 0xf0 && value <= 0xf4) {
            left = 3;
        } else {
            foreign();
        }
    }

    private void foreign() {
        invalid = true;
        refuseMixed();
    }

    private void refuseMixed() {
        if (invalid && sequences) {
            throw Problem.invalid(
                    "The file is neither UTF-8 nor Windows-1252: line "
                            + line
                            + " is not in the encoding of the lines before. Save it as UTF-8.");
        }
    }
}
