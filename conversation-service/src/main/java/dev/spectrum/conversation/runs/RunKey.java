package dev.spectrum.conversation.runs;

import java.util.UUID;

/** Which run it is. */
public record RunKey(UUID tenantId, UUID runId) {}
