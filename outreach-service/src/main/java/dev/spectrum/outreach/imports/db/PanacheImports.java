package dev.spectrum.outreach.imports.db;

import dev.spectrum.outreach.imports.Imports;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import dev.spectrum.platform.db.Rows;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheImports implements Imports, PanacheRepositoryBase<ImportRow, UUID> {

    @Override
    public Uni<Void> add(LeadImport begun) {
        return persist(ImportRow.of(begun)).replaceWithVoid();
    }

    @Override
    public Uni<Optional<LeadImport>> find(UUID id) {
        return findById(id).map(row -> Optional.ofNullable(row).map(ImportRow::toImport));
    }

    @Override
    public Uni<List<RefusedRow>> refused(UUID id, int limit) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from RefusalRow where importId = ?1 order by line", RefusalRow.class)
                        .setParameter(1, id)
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream().map(RefusalRow::toRefusedRow).toList());
    }

    @Override
    public Uni<Void> refuse(UUID tenantId, UUID id, List<RefusedRow> rows) {
        return Rows.persist(
                rows.stream().map(row -> RefusalRow.of(tenantId, id, row)).toList());
    }

    @Override
    public Uni<Boolean> advance(UUID id, Progress progress) {
        // The database's clock, by which lost imports are found too.
        return update(
                        "total = total + ?1, imported = imported + ?2, merged = merged + ?3, refused = refused + ?4,"
                                + " heartbeatAt = instant where id = ?5 and status = ?6",
                        progress.imported() + progress.merged() + progress.refused(),
                        progress.imported(),
                        progress.merged(),
                        progress.refused(),
                        id,
                        ImportRow.column(ImportStatus.RUNNING))
                .map(updated -> updated == 1);
    }

    @Override
    public Uni<Void> end(UUID id, ImportStatus status, String reason) {
        return update(
                        "status = ?1, reason = ?2 where id = ?3 and status = ?4",
                        ImportRow.column(status),
                        reason,
                        id,
                        ImportRow.column(ImportStatus.RUNNING))
                .replaceWithVoid();
    }
}
