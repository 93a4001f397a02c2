package com.techbro24.crm.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream; what comes after them is never asked for. */
final class Beginning extends FilterInputStream {
    private int left;
    private int last = '\n';

    Beginning(InputStream from, int bytesMax) {
        super(from);
        this.left = bytesMax;
    }

    /** Whether what was read ends where a line does. */
    boolean endsWithLine() {
        return last == '\n' || last == '\r';
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = left == 0 ? -1 : super.read(into, offset, Math.min(length, left));
        if (count > 0) {
            left -= count;
            last = into[offset + count - 1];
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
