package dev.spectrum.outreach.imports.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file's bytes. Leaves the file where it stands. */
final class FileHash {

    private FileHash() {}

    static String of(FileChannel file) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
            for (long position = 0; file.read(chunk, position) >= 0; ) {
                position += chunk.position();
                sha256.update(chunk.flip());
                chunk.clear();
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
