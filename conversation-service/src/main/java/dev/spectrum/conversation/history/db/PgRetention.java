package dev.spectrum.conversation.history.db;

import dev.spectrum.conversation.history.Retention;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class PgRetention implements Retention {

    @Override
    public Uni<Void> keep(UUID tenantId, int days, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into retention (tenant_id, days, version) values (?1, ?2, ?3)"
                                        + " on conflict (tenant_id) do update set days = excluded.days, version = excluded.version"
                                        + " where retention.version < excluded.version")
                        .setParameter(1, tenantId)
                        .setParameter(2, days)
                        .setParameter(3, version)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
