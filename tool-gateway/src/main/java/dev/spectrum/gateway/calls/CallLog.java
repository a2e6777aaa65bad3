package dev.spectrum.gateway.calls;

import dev.spectrum.gateway.calls.domain.ChainedEntry;
import dev.spectrum.gateway.calls.domain.Head;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the audit trail, in the tenant's transaction. */
public interface CallLog {

    /**
     * The calls that fit, the latest first, each as its latest entry tells of it.
     *
     * @param before the call before which to start
     */
    Uni<List<RecordedCall>> list(Filter filter, Optional<UUID> before, int limit);

    /** A call as its latest entry tells of it. */
    Uni<Optional<RecordedCall>> find(UUID callId);

    /** Position 0 if nothing was ever recorded. */
    Uni<Head> head();

    /** The entries as they stand there, in the order of their positions, from this one on. */
    Uni<List<ChainedEntry>> entries(long from, int limit);

    /** @param to not included */
    record Filter(Optional<String> tool, Optional<String> agentRole, Optional<Instant> from, Optional<Instant> to) {}
}
