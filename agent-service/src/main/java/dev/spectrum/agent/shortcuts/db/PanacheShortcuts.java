package dev.spectrum.agent.shortcuts.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.shortcuts.Shortcut;
import dev.spectrum.agent.shortcuts.Shortcuts;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheShortcuts implements Shortcuts, PanacheRepositoryBase<ShortcutRow, UUID> {

    private static final String ORDER = " order by position, id";

    @Override
    public Uni<List<Shortcut>> list(Optional<Place> after, int limit) {
        PanacheQuery<ShortcutRow> rows = after.map(place -> find(
                        "deletedAt is null and (position > ?1 or position = ?1 and id > ?2)" + ORDER,
                        place.position(),
                        place.id()))
                .orElseGet(() -> find("deletedAt is null" + ORDER));
        return rows.page(0, limit)
                .list()
                .map(found -> found.stream().map(ShortcutRow::toShortcut).toList());
    }

    @Override
    public Uni<Optional<Shortcut>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(ShortcutRow::toShortcut));
    }

    @Override
    public Uni<Optional<Shortcut>> hold(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(ShortcutRow::toShortcut));
    }

    @Override
    public Uni<Shortcut> add(UUID tenantId, Shortcut.Definition definition) {
        ShortcutRow row = new ShortcutRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = tenantId;
        row.put(definition);
        return persistAndFlush(row).map(ShortcutRow::toShortcut);
    }

    @Override
    public Uni<Shortcut> change(UUID id, Shortcut.Definition definition) {
        return row(id).invoke(row -> row.put(definition)).call(this::flush).map(ShortcutRow::toShortcut);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Shortcut>> restore(UUID id) {
        return find("id = ?1 and deletedAt is not null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    row.deletedAt = null;
                    return flush().map(done -> Optional.of(row.toShortcut()));
                });
    }

    private Uni<ShortcutRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
