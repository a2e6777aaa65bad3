package dev.spectrum.outreach.senders.domain;

import java.time.Instant;

/**
 * Why a sender sends nothing for now.
 *
 * @param code a stable word with hyphens
 * @param reason the same for people to read
 */
public record Pause(String code, String reason, Instant since) {}
