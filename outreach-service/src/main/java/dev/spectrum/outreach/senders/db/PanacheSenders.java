package dev.spectrum.outreach.senders.db;

import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheSenders implements Senders, PanacheRepositoryBase<SenderRow, UUID> {

    @Override
    public Uni<List<Sender>> list(Optional<UUID> after, int limit) {
        return after.map(id -> find("deletedAt is null and id > ?1 order by id", id))
                .orElseGet(() -> find("deletedAt is null order by id"))
                .page(0, limit)
                .list()
                .map(PanacheSenders::senders);
    }

    @Override
    public Uni<Optional<Sender>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(SenderRow::toSender));
    }

    @Override
    public Uni<List<Sender>> all(Collection<UUID> ids) {
        return list("id in ?1 and deletedAt is null", ids).map(PanacheSenders::senders);
    }

    @Override
    public Uni<Optional<Sender>> withAddress(Channel channel, String address) {
        PanacheQuery<SenderRow> rows =
                find("channel = ?1 and address = ?2 and deletedAt is null", channel.word(), address);
        return rows.firstResult().map(row -> Optional.ofNullable(row).map(SenderRow::toSender));
    }

    @Override
    public Uni<Void> add(Sender sender) {
        return persist(SenderRow.of(sender)).replaceWithVoid();
    }

    @Override
    public Uni<Sender> change(UUID id, SenderSettings settings) {
        return row(id).invoke(row -> row.put(settings)).call(this::flush).map(SenderRow::toSender);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Integer> sentOn(UUID id, LocalDate day) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select used from sender_day where sender_id = ?1 and day = ?2", Integer.class)
                        .setParameter(1, id)
                        .setParameter(2, day)
                        .getSingleResultOrNull())
                .map(used -> used == null ? 0 : used);
    }

    @Override
    public Uni<Boolean> countOne(Sender sender, LocalDate day) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into sender_day (tenant_id, sender_id, day, used) select ?1, ?2, ?3, 1 where ?4 > 0"
                                        + " on conflict (tenant_id, sender_id, day) do update set used = sender_day.used + 1"
                                        + " where sender_day.used < ?4")
                        .setParameter(1, sender.tenantId())
                        .setParameter(2, sender.id())
                        .setParameter(3, day)
                        .setParameter(4, sender.settings().dailyLimit())
                        .executeUpdate())
                .map(counted -> counted == 1);
    }

    private Uni<SenderRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private static List<Sender> senders(List<SenderRow> rows) {
        return rows.stream().map(SenderRow::toSender).toList();
    }
}
