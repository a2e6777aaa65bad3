package dev.spectrum.outreach.senders.db;

import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Pause;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
    public Uni<Boolean> pause(UUID id, Pause pause) {
        return row(id).chain(row -> {
            if (row == null || row.pausedAt != null) {
                return Uni.createFrom().item(false);
            }
            row.put(pause);
            return flush().replaceWith(true);
        });
    }

    @Override
    public Uni<Void> resume(UUID id) {
        return row(id).invoke(row -> {
                    row.pausedAt = null;
                    row.pauseCode = null;
                    row.pauseReason = null;
                })
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Sender>> ofConnection(UUID connectionId) {
        return list("connectionId = ?1 and deletedAt is null order by id", connectionId)
                .map(PanacheSenders::senders);
    }

    private Uni<SenderRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private static List<Sender> senders(List<SenderRow> rows) {
        return rows.stream().map(SenderRow::toSender).toList();
    }
}
