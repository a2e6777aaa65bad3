package dev.spectrum.agent.actions.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.actions.Actions;
import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.ActionDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheActions implements Actions, PanacheRepositoryBase<ActionRow, UUID> {

    private final ActionInContext inContext;
    private final ObjectMapper json;

    PanacheActions(ActionInContext inContext, ObjectMapper json) {
        this.inContext = inContext;
        this.json = json;
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
        return find("id = ?1 and deletedAt is not null", id).firstResult().chain(row -> {
            if (row == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            row.deletedAt = null;
            return save(row, restoredBy).map(Optional::of);
        });
    }

    private Uni<Action> save(ActionRow row, String savedBy) {
        return flush().chain(() -> keepVersion(row, savedBy)).map(done -> row.toAction());
    }

    private Uni<Integer> keepVersion(ActionRow row, String savedBy) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into action_version (tenant_id, action_id, version, definition, saved_by)"
                                        + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5)")
                        .setParameter(1, row.tenantId)
                        .setParameter(2, row.id)
                        .setParameter(3, row.version)
                        .setParameter(4, write(row.toAction().definition()))
                        .setParameter(5, savedBy)
                        .executeUpdate());
    }

    @Override
    public Uni<List<Saved>> versions(UUID id, long before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select version, cast(definition as text), saved_by, saved_at from action_version"
                                        + " where action_id = ?1 and version < ?2 order by version desc limit ?3",
                                Object[].class)
                        .setParameter(1, id)
                        .setParameter(2, before)
                        .setParameter(3, limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Saved(
                                (Long) row[0],
                                read((String) row[1]),
                                (String) row[2],
                                ((OffsetDateTime) row[3]).toInstant()))
                        .toList());
    }

    @Override
    public Uni<Optional<InContext>> inContext(UUID id, Context context) {
        return inContext.find(id, context);
    }

    private Uni<ActionRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }

    private String write(ActionDefinition definition) {
        try {
            return json.writeValueAsString(definition);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("An action must be JSON", notSerialisable);
        }
    }

    private ActionDefinition read(String definition) {
        try {
            return json.readValue(definition, ActionDefinition.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }
}
