package dev.spectrum.agent.brokers.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.brokers.Broker;
import dev.spectrum.agent.brokers.Brokers;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class PanacheBrokers implements Brokers, PanacheRepositoryBase<BrokerRow, UUID> {

    private final BrokerValues values;

    PanacheBrokers(BrokerValues values) {
        this.values = values;
    }

    @Override
    public Uni<List<Broker>> list(Optional<UUID> after, int limit) {
        return find("deletedAt is null and id > ?1 order by id", after.orElse(new UUID(0, 0)))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(BrokerRow::toBroker).toList());
    }

    @Override
    public Uni<Optional<Broker>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(BrokerRow::toBroker));
    }

    @Override
    public Uni<Optional<Broker>> hold(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(BrokerRow::toBroker));
    }

    @Override
    public Uni<Set<UUID>> existing(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return find("id in ?1 and deletedAt is null", ids).list().map(rows -> {
            Set<UUID> found = new HashSet<>();
            rows.forEach(row -> found.add(row.id));
            return found;
        });
    }

    @Override
    public Uni<Broker> add(UUID tenantId, String name, String description) {
        BrokerRow row = new BrokerRow();
        row.tenantId = tenantId;
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.name = name;
        row.description = description;
        return persistAndFlush(row).map(BrokerRow::toBroker);
    }

    @Override
    public Uni<Broker> change(UUID id, String name, String description) {
        return row(id).invoke(row -> {
                    row.name = name;
                    row.description = description;
                })
                .call(this::flush)
                .map(BrokerRow::toBroker);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Broker>> restore(UUID id) {
        return find("id = ?1 and deletedAt is not null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    row.deletedAt = null;
                    return flush().map(done -> Optional.of(row.toBroker()));
                });
    }

    @Override
    public Uni<List<Held>> values(UUID brokerId, String user, Optional<Place> after, int limit) {
        return values.list(brokerId, user, after, limit);
    }

    @Override
    public Uni<Held> put(UUID tenantId, UUID brokerId, Place place, Object value, String by) {
        return values.put(tenantId, brokerId, place, value, by);
    }

    @Override
    public Uni<Boolean> remove(UUID brokerId, Place place) {
        return values.remove(brokerId, place);
    }

    private Uni<BrokerRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
