package dev.spectrum.agent.prompts.db;

import dev.spectrum.agent.prompts.Prompts.Label;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The labels that point at saves of a prompt. */
@ApplicationScoped
class PromptLabels {

    Uni<List<Label>> labels(UUID promptId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select label, version, updated_by, updated_at from prompt_label"
                                        + " where prompt_id = ?1 order by label",
                                Object[].class)
                        .setParameter(1, promptId)
                        .getResultList())
                .map(rows -> rows.stream().map(PromptLabels::label).toList());
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
                .map(PromptLabels::label);
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
}
