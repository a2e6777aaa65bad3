package dev.spectrum.outreach.suppressions.db;

import dev.spectrum.outreach.suppressions.UnsubscribeLinks;
import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheUnsubscribeLinks implements UnsubscribeLinks, PanacheRepositoryBase<UnsubscribeLinkRow, String> {

    private final Pool pool;

    PanacheUnsubscribeLinks(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> add(UnsubscribeLink link) {
        return persist(UnsubscribeLinkRow.of(link)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<UnsubscribeLink>> find(String token) {
        return findById(token).map(row -> Optional.ofNullable(row).map(UnsubscribeLinkRow::toLink));
    }

    @Override
    public Uni<Optional<UUID>> tenantOf(String token) {
        return pool.preparedQuery("select tenant_of_unsubscribe_token($1)")
                .execute(Tuple.of(token))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getUUID(0)));
    }
}
