package dev.spectrum.agent.members.db;

import dev.spectrum.agent.members.TurnBook;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class TurnTable implements TurnBook {

    private final TenantTransaction transaction;

    TurnTable(TenantTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Uni<Boolean> take(UUID tenantId, UUID turn) {
        return update(
                        tenantId,
                        turn,
                        "insert into member_change as present (tenant_id, turn, taken_until)"
                                + " values (?1, ?2, now() + interval '30 seconds') on conflict (tenant_id) do update"
                                + " set turn = excluded.turn, taken_until = excluded.taken_until"
                                + " where present.taken_until < now()")
                .map(rows -> rows == 1);
    }

    @Override
    public Uni<Void> giveBack(UUID tenantId, UUID turn) {
        return update(
                        tenantId,
                        turn,
                        "update member_change set taken_until = '-infinity' where tenant_id = ?1 and turn = ?2")
                .replaceWithVoid();
    }

    private Uni<Integer> update(UUID tenantId, UUID turn, String sql) {
        return transaction.run(
                tenantId,
                () -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(sql)
                                .setParameter(1, tenantId)
                                .setParameter(2, turn)
                                .executeUpdate()));
    }
}
