package dev.spectrum.agent.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The saved definitions of one kind of thing: a table {@code <thing>_version (tenant_id, <thing>_id, version, definition,
 * saved_by, saved_at)}, to which rows are added and no more. Within the tenant's transaction.
 */
public final class SavedVersions<D> {

    private final String thing;
    private final Class<D> type;
    private final ObjectMapper json;

    /** @param thing the name that table and column begin with */
    public SavedVersions(String thing, Class<D> type, ObjectMapper json) {
        this.thing = thing;
        this.type = type;
        this.json = json;
    }

    public Uni<Void> add(UUID tenantId, UUID id, long version, D definition, String savedBy) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                sql("insert into %1$s_version (tenant_id, %1$s_id, version, definition, saved_by)"
                                        + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5)"))
                        .setParameter(1, tenantId)
                        .setParameter(2, id)
                        .setParameter(3, version)
                        .setParameter(4, write(definition))
                        .setParameter(5, savedBy)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Those before a version, the newest first. */
    public Uni<List<Saved<D>>> list(UUID id, long before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                sql("select version, cast(definition as text), saved_by, saved_at from %1$s_version"
                                        + " where %1$s_id = ?1 and version < ?2 order by version desc limit ?3"),
                                Object[].class)
                        .setParameter(1, id)
                        .setParameter(2, before)
                        .setParameter(3, limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Saved<>(
                                (Long) row[0],
                                read((String) row[1]),
                                (String) row[2],
                                ((OffsetDateTime) row[3]).toInstant()))
                        .toList());
    }

    public Uni<Optional<D>> find(UUID id, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                sql("select cast(definition as text) from %1$s_version"
                                        + " where %1$s_id = ?1 and version = ?2"),
                                String.class)
                        .setParameter(1, id)
                        .setParameter(2, version)
                        .getSingleResultOrNull())
                .map(definition -> Optional.ofNullable(definition).map(this::read));
    }

    private String sql(String template) {
        return template.formatted(thing);
    }

    private String write(D definition) {
        try {
            return json.writeValueAsString(definition);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Definitions are JSON", notSerialisable);
        }
    }

    private D read(String definition) {
        try {
            return json.readValue(definition, type);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }
}
