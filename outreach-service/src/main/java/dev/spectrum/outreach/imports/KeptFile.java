package dev.spectrum.outreach.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A file that is kept in parts, read from its first byte to its last with one part in memory. */
final class KeptFile extends InputStream {

    /** Gives a part by its number, from 0; empty behind the last. */
    interface Parts {
        Optional<byte[]> part(int number) throws Exception;
    }

    private final Parts parts;
    private final AtomicLong bytesRead = new AtomicLong();
    private byte[] part = new byte[0];
    private int position;
    private int number;

    KeptFile(Parts parts) {
        this.parts = parts;
    }

    @Override
    public int read() throws IOException {
        return fill() ? part[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        Objects.checkFromIndexSize(from, most, into.length);
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(most, part.length - position);
        System.arraycopy(part, position, into, from, count);
        position += count;
        bytesRead.addAndGet(count);
        return count;
    }

    private boolean fill() throws IOException {
        while (position == part.length) {
            Optional<byte[]> next = next();
            if (next.isEmpty()) {
                return false;
            }
            part = next.get();
            position = 0;
            number++;
        }
        return true;
    }

    private Optional<byte[]> next() throws IOException {
        try {
            return parts.part(number);
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    /** How much was read until now, by whomever asks. */
    long bytesRead() {
        return bytesRead.get();
    }
}
