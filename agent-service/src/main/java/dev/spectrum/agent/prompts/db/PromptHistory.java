package dev.spectrum.agent.prompts.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.prompts.Prompts.Label;
import dev.spectrum.agent.prompts.Prompts.Saved;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Every save of a prompt, and the labels that point at them. */
@ApplicationScoped
class PromptHistory {

    private final ObjectMapper json;

    PromptHistory(ObjectMapper json) {
        this.json = json;
    }

    Uni<Integer> add(UUID tenantId, Prompt prompt, String savedBy) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into prompt_version (tenant_id, prompt_id, version, definition, saved_by)"
                                        + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb), ?5)")
                        .setParameter(1, tenantId)
                        .setParameter(2, prompt.id())
                        .setParameter(3, prompt.version())
                        .setParameter(4, write(prompt.definition()))
                        .setParameter(5, savedBy)
                        .executeUpdate());
    }

    Uni<List<Saved>> versions(UUID promptId, long before, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select version, cast(definition as text), saved_by, saved_at from prompt_version"
                                        + " where prompt_id = ?1 and version < ?2 order by version desc limit ?3",
                                Object[].class)
                        .setParameter(1, promptId)
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

    Uni<Optional<PromptDefinition>> version(UUID promptId, long version) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(definition as text) from prompt_version"
                                        + " where prompt_id = ?1 and version = ?2",
                                String.class)
                        .setParameter(1, promptId)
                        .setParameter(2, version)
                        .getSingleResultOrNull())
                .map(definition -> Optional.ofNullable(definition).map(this::read));
    }

    Uni<List<Label>> labels(UUID promptId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select label, version, updated_by, updated_at from prompt_label"
                                        + " where prompt_id = ?1 order by label",
                                Object[].class)
                        .setParameter(1, promptId)
                        .getResultList())
                .map(rows -> rows.stream().map(PromptHistory::label).toList());
    }

    Uni<Label> label(UUID tenantId, UUID promptId, String label, long version, String by) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into prompt_label as l (tenant_id, prompt_id, label, version, updated_by)"
                                        + " values (?1, ?2, ?3, ?4, ?5) on conflict (tenant_id, prompt_id, label)"
                                        + " do update set version = excluded.version, updated_by = excluded.updated_by,"
                                        + " updated_at = now() returning l.label, l.version, l.updated_by, l.updated_at",
                                Object[].class)
                        .setParameter(1, tenantId)
                        .setParameter(2, promptId)
                        .setParameter(3, label)
                        .setParameter(4, version)
                        .setParameter(5, by)
                        .getSingleResult())
                .map(PromptHistory::label);
    }

    private static Label label(Object[] row) {
        return new Label((String) row[0], (Long) row[1], (String) row[2], ((OffsetDateTime) row[3]).toInstant());
    }

    Uni<Boolean> unlabel(UUID promptId, String label) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from prompt_label where prompt_id = ?1 and label = ?2")
                        .setParameter(1, promptId)
                        .setParameter(2, label)
                        .executeUpdate())
                .map(deleted -> deleted == 1);
    }

    private String write(PromptDefinition definition) {
        try {
            return json.writeValueAsString(definition);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("A prompt must be JSON", notSerialisable);
        }
    }

    private PromptDefinition read(String definition) {
        try {
            return json.readValue(definition, PromptDefinition.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Columns hold what we wrote", notOurs);
        }
    }
}
