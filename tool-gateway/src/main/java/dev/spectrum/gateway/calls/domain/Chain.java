package dev.spectrum.gateway.calls.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How the entries of a tenant hang together: an entry's hash is SHA-256 over the hash of the one before (32 bytes), its
 * position (8 bytes, the highest first) and its digest (32 bytes). The database links them in the same way.
 */
public final class Chain {

    private static final int HASH_BYTES = 32;

    private Chain() {}

    /** What stands in place of a hash before the first entry, which has position 1. */
    public static byte[] beginning() {
        return new byte[HASH_BYTES];
    }

    public static byte[] hash(byte[] previous, long position, byte[] digest) {
        MessageDigest sha256 = sha256();
        sha256.update(previous);
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
        return sha256.digest(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
