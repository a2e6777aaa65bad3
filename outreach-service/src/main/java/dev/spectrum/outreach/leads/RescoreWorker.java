package dev.spectrum.outreach.leads;

import dev.spectrum.platform.context.OwnContext;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Looks for tenants whose leads are to be scored again. Every replica does; no two have the same tenant. */
@ApplicationScoped
class RescoreWorker {

    private static final Logger LOG = Logger.getLogger(RescoreWorker.class);

    private final Rescorings rescorings;
    private final RescoreLeads rescoreLeads;
    private final OwnContext ownContext;

    RescoreWorker(Rescorings rescorings, RescoreLeads rescoreLeads, OwnContext ownContext) {
        this.rescorings = rescorings;
        this.rescoreLeads = rescoreLeads;
        this.ownContext = ownContext;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return rescorings
                .claim()
                .chain(found -> found.map(this::rescore)
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .onFailure()
                .invoke(failure -> LOG.warnf("Leads wait to be scored again: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Batch after batch, until none is left or one fails; the next look goes on. */
    private Uni<Void> rescore(UUID tenantId) {
        return ownContext
                .run(() -> rescoreLeads.batch(tenantId))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
