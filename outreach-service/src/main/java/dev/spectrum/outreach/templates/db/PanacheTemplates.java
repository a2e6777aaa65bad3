package dev.spectrum.outreach.templates.db;

import dev.spectrum.outreach.templates.Templates;
import dev.spectrum.outreach.templates.domain.TextTemplate;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheTemplates implements Templates, PanacheRepositoryBase<TemplateRow, UUID> {

    @Override
    public Uni<List<TextTemplate>> list(Optional<UUID> after, int limit) {
        return after.map(id -> find("deletedAt is null and id < ?1 order by id desc", id))
                .orElseGet(() -> find("deletedAt is null order by id desc"))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(TemplateRow::toTemplate).toList());
    }

    @Override
    public Uni<Optional<TextTemplate>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(TemplateRow::toTemplate));
    }

    @Override
    public Uni<Optional<TextTemplate>> named(String name) {
        return find("lower(name) = lower(?1) and deletedAt is null", name)
                .<TemplateRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(TemplateRow::toTemplate));
    }

    @Override
    public Uni<Void> add(TextTemplate template) {
        return persist(TemplateRow.of(template)).replaceWithVoid();
    }

    @Override
    public Uni<TextTemplate> change(TextTemplate template) {
        return row(template.id())
                .invoke(row -> row.put(template))
                .call(this::flush)
                .map(TemplateRow::toTemplate);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    private Uni<TemplateRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
