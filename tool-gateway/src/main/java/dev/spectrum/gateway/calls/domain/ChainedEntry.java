package dev.spectrum.gateway.calls.domain;

/**
 * An entry in its place.
 *
 * @param position from 1 on
 * @param previous the hash of the entry before
 */
public record ChainedEntry(long position, byte[] previous, byte[] hash, AuditEntry entry) {}
