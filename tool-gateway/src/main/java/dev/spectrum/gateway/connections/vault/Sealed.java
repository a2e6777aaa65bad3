package dev.spectrum.gateway.connections.vault;

/**
 * Credentials as they are kept.
 *
 * @param keyId the key that they are encrypted with, 32 bits without sign
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from here to the column and back, compared by nobody.
public record Sealed(byte[] ciphertext, long keyId) {}
