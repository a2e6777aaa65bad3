package dev.spectrum.platform.outbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as a row of the outbox has it, for a service that adds the row in a statement of its own. Whoever does that calls
 * {@link OutboxRelay#nudge} after the commit.
 *
 * @param traceparent W3C Trace Context, if there is one
 * @param data JSON
 */
public record WrittenEvent(UUID id, String type, @Nullable String traceparent, String data) {}
