package com.techbro24.crm.http;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A long request body: decompressed while it is read, never held as a whole in memory, rejected
 * with {@code too_large} above the route's limit. It is read once, by one thread.
 */
public final class Upload {
    private final InputStream body;
    private final boolean gzip;
    private final int bytesMax;
    private final MessageDigest digest = Sha256.digest();
    private @Nullable InputStream plain;

    public Upload(InputStream body, boolean gzip, int bytesMax) {
        this.body = body;
        this.gzip = gzip;
        this.bytesMax = bytesMax;
    }

    /** The uncompressed bytes; errors are thrown as a {@link Problem}. */
    public InputStream stream() {
        if (plain == null) {
            InputStream unpacked = gzip ? new Unpacked(bounded(body)) : body;
            plain = new DigestInputStream(bounded(unpacked), digest);
        }
        return plain;
    }

    /** A hash of the whole content; reads the rest of it. */
    String hash() {
        try {
            long _ = stream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw broken();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The problem of a body above the route's limit. */
    public static Problem tooLarge(int bytesMax) {
        return Problem.of(
                        Problem.Code.TOO_LARGE,
                        "The body may have at most " + bytesMax + " bytes, decompressed.")
                .with("bytesMax", bytesMax);
    }

    private InputStream bounded(InputStream from) {
        return new Bounded(from, bytesMax);
    }

    private static Problem broken() {
        return Problem.invalid("The body is incomplete.");
    }

    /** Throws a problem beyond {@code bytesMax}, or when the client disconnects. */
    private static final class Bounded extends FilterInputStream {
        private final int bytesMax;
        private long bytes;

        Bounded(InputStream from, int bytesMax) {
            super(from);
            this.bytesMax = bytesMax;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = super.read(into, offset, length);
                bytes += Math.max(count, 0);
                if (bytes > bytesMax) {
                    throw tooLarge(bytesMax);
                }
                return count;
            } catch (IOException failure) {
                throw broken();
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /**
     * Opens the gzip stream on the first read, so that an invalid header is reported as a problem.
     */
    private static final class Unpacked extends InputStream {
        private static final int BUFFER_BYTES = 8_192;

        private final InputStream packed;
        private @Nullable GZIPInputStream open;

        Unpacked(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                if (open == null) {
                    open = new GZIPInputStream(packed, BUFFER_BYTES);
                }
                return open.read(into, offset, length);
            } catch (IOException failure) {
                throw Problem.invalid("The body is not valid gzip.");
            }
        }
    }
}
