package dev.spectrum.outreach.imports.web;

import dev.spectrum.outreach.imports.csv.TextEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file as it was sent, on this machine's disk, read part by part. Its methods block. Close it. */
final class UploadedFile implements AutoCloseable {

    /** In bytes. */
    private static final int PART = 1 << 20;

    private final FileChannel file;
    private final long size;

    /** It is deleted when its request ends; open, it stays readable. */
    UploadedFile(Path path, long size) {
        try {
            this.file = FileChannel.open(path);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        this.size = size;
    }

    /**
     * What is found out by reading all of it.
     *
     * @param hash SHA-256
     */
    record Facts(String hash, TextEncoding encoding) {}

    Facts facts() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            TextEncoding.Detector encoding = new TextEncoding.Detector();
            for (int number = 0; number < parts(); number++) {
                byte[] part = part(number);
                sha256.update(part);
                encoding.add(ByteBuffer.wrap(part));
            }
            return new Facts(HexFormat.of().formatHex(sha256.digest()), encoding.detected());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    int parts() {
        return Math.toIntExact((size + PART - 1) / PART);
    }

    /** @param number from 0 */
    byte[] part(int number) {
        long begin = (long) number * PART;
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART, size - begin));
        try {
            while (part.hasRemaining() && file.read(part, begin + part.position()) >= 0) {
                // A read may give less than was asked for.
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return part.array();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
