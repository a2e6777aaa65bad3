package dev.spectrum.agent.actions.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.actions.Actions;
import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.versions.Saved;
import dev.spectrum.agent.versions.SavedVersions;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheActions implements Actions, PanacheRepositoryBase<ActionRow, UUID> {

    private final ActionInContext inContext;
    private final SavedVersions<ActionDefinition> versions;

    PanacheActions(ActionInContext inContext, ObjectMapper json) {
        this.inContext = inContext;
        this.versions = new SavedVersions<>("action", ActionDefinition.class, json);
    }

    @Override
    public Uni<List<Action>> list(Optional<UUID> after, int limit) {
        return find("deletedAt is null and id > ?1 order by id", after.orElse(new UUID(0, 0)))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(ActionRow::toAction).toList());
    }

    @Override
    public Uni<Optional<Action>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(ActionRow::toAction));
    }

    @Override
    public Uni<Optional<Action>> hold(UUID id) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(ActionRow::toAction));
    }

    @Override
    public Uni<Action> add(UUID tenantId, ActionDefinition definition, String savedBy) {
        ActionRow row = new ActionRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = tenantId;
        row.put(definition);
        return persist(row).chain(() -> save(row, savedBy));
    }

    @Override
    public Uni<Action> change(UUID id, ActionDefinition definition, String savedBy) {
        return row(id).invoke(row -> row.put(definition)).chain(row -> save(row, savedBy));
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Action>> restore(UUID id, String restoredBy) {
        return find("id = ?1 and deletedAt is not null", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    row.deletedAt = null;
                    return save(row, restoredBy).map(Optional::of);
                });
    }

    private Uni<Action> save(ActionRow row, String savedBy) {
        return flush().map(done -> row.toAction())
                .call(action -> versions.add(row.tenantId, row.id, row.version, action.definition(), savedBy));
    }

    @Override
    public Uni<List<Saved<ActionDefinition>>> versions(UUID id, long before, int limit) {
        return versions.list(id, before, limit);
    }

    @Override
    public Uni<Optional<InContext>> inContext(UUID id, Context context) {
        return inContext.find(id, context);
    }

    @Override
    public Uni<Optional<InContext>> inContextAlone(UUID id, Context context) {
        return inContext.findAlone(id, context);
    }

    private Uni<ActionRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
