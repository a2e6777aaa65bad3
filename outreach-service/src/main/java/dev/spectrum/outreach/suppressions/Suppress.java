package dev.spectrum.outreach.suppressions;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import dev.spectrum.outreach.suppressions.domain.SuppressionFile;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes sure that somebody is contacted no more, and tells everybody. Within the tenant's transaction. */
@ApplicationScoped
public class Suppress {

    private final Suppressions suppressions;
    private final Leads leads;
    private final Outbox outbox;

    Suppress(Suppressions suppressions, Leads leads, Outbox outbox) {
        this.suppressions = suppressions;
        this.leads = leads;
        this.outbox = outbox;
    }

    /**
     * @param added false if it was suppressed already; then it is told to nobody again
     */
    public record Result(Suppression suppression, boolean added) {}

    /** Suppresses what a person of the tenant names. */
    public Uni<Result> suppress(UUID tenantId, Channel channel, Suppressed suppressed, String reason, String by) {
        return leadOf(suppressed)
                .chain(lead -> suppress(tenantId, channel, suppressed, reason, lead.map(Lead::id), by));
    }

    /** Suppresses what a file says; gives how many of it were not suppressed before. */
    public Uni<Integer> suppress(UUID tenantId, Channel channel, SuppressionFile file, String by) {
        Instant now = Instant.now();
        return suppressions
                .addAll(file.entries().stream()
                        .map(entry -> new Suppression(
                                tenantId,
                                UuidCreator.getTimeOrderedEpoch(),
                                channel,
                                entry.suppressed(),
                                entry.reason(),
                                Optional.empty(),
                                by,
                                now))
                        .toList())
                .call(added -> outbox.add(
                        added.stream().map(SuppressionEvents::suppressed).toList()))
                .map(List::size);
    }

    /** The same of somebody who is known to be this lead. */
    public Uni<Result> suppress(
            UUID tenantId, Channel channel, Suppressed suppressed, String reason, Optional<UUID> leadId, String by) {
        Suppression wanted = new Suppression(
                tenantId, UuidCreator.getTimeOrderedEpoch(), channel, suppressed, reason, leadId, by, Instant.now());
        return suppressions
                .add(wanted)
                .map(kept -> new Result(kept, kept.id().equals(wanted.id())))
                .call(result -> result.added()
                        ? outbox.add(SuppressionEvents.suppressed(result.suppression()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Optional<Lead>> leadOf(Suppressed suppressed) {
        return switch (suppressed.kind()) {
            case ADDRESS -> leads.withEmail(suppressed.value());
            case DOMAIN -> Uni.createFrom().item(Optional.empty());
        };
    }
}
