package dev.spectrum.gateway.calls.domain;

/**
 * How far a chain had got at some time: whoever keeps a head will notice if what led to it changes.
 *
 * @param position of the last entry; 0 for none
 * @param hash of the last entry
 */
public record Head(long position, byte[] hash) {}
