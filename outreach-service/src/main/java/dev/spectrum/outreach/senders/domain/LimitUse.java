package dev.spectrum.outreach.senders.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of a limit is used.
 *
 * @param freeAt when less than all of it will be; empty unless all is
 */
public record LimitUse(int used, Optional<Instant> freeAt) {}
