package dev.spectrum.outreach.touches;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;

/** How a sender's messages were received. */
public interface SenderHealth {

    record Seen(long sent, long bounced, long complained) {}

    /** Of what it sent within that time. */
    Uni<Seen> of(UUID senderId, Duration within);
}
