package dev.spectrum.agent.versions;

import java.time.Instant;

/**
 * A definition as it was saved.
 *
 * @param savedBy the subject of whoever saved it; blank for a built-in one
 */
public record Saved<D>(long version, D definition, String savedBy, Instant savedAt) {}
