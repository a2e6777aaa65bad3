package dev.spectrum.outreach.leads.db;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.leads.LeadNotes;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheLeadNotes implements LeadNotes, PanacheRepositoryBase<NoteRow, UUID> {

    @Override
    public Uni<List<Note>> list(UUID leadId, Optional<UUID> after, int limit) {
        Parameters parameters = Parameters.with("lead", leadId);
        String where = "leadId = :lead and deletedAt is null";
        if (after.isPresent()) {
            where += " and id < :after";
            parameters.and("after", after.get());
        }
        return find(where + " order by id desc", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(NoteRow::toNote).toList());
    }

    @Override
    public Uni<Optional<Note>> find(UUID id) {
        return row(id).map(row -> Optional.ofNullable(row).map(NoteRow::toNote));
    }

    @Override
    public Uni<Note> add(UUID tenantId, UUID leadId, String text, String author) {
        NoteRow row = new NoteRow();
        row.id = UuidCreator.getTimeOrderedEpoch();
        row.tenantId = tenantId;
        row.leadId = leadId;
        row.text = text;
        row.author = author;
        row.createdAt = Instant.now();
        row.updatedAt = row.createdAt;
        return persistAndFlush(row).map(NoteRow::toNote);
    }

    @Override
    public Uni<Note> change(UUID id, String text) {
        return row(id).invoke(row -> row.text = text).call(this::flush).map(NoteRow::toNote);
    }

    @Override
    public Uni<Void> delete(UUID id) {
        return row(id).invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    private Uni<NoteRow> row(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResult();
    }
}
