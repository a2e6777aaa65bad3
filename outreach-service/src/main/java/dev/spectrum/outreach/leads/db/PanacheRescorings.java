package dev.spectrum.outreach.leads.db;

import dev.spectrum.outreach.leads.Rescorings;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheRescorings implements Rescorings, PanacheRepositoryBase<RescoringRow, UUID> {

    private final Pool pool;

    PanacheRescorings(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<UUID>> claim() {
        return pool.query("select tenant_id from claim_rescoring()")
                .execute()
                .map(rows -> rows.stream().map(row -> row.getUUID("tenant_id")).findFirst());
    }

    @Override
    public Uni<Optional<Rescoring>> find() {
        // Row-level security leaves the transaction's own tenant.
        return findAll()
                .<RescoringRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(RescoringRow::toRescoring));
    }

    @Override
    public Uni<Optional<Rescoring>> lockWaiting() {
        return find("doneAt is null")
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .<RescoringRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(RescoringRow::toRescoring));
    }

    @Override
    public Uni<Void> advance(UUID through, int rescored, int changed, boolean done) {
        return findAll()
                .<RescoringRow>firstResult()
                .invoke(row -> {
                    row.through = through;
                    row.rescored += rescored;
                    row.changed += changed;
                    row.doneAt = done ? Instant.now() : null;
                })
                .replaceWithVoid();
    }
}
