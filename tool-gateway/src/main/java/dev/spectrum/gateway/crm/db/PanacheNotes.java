package dev.spectrum.gateway.crm.db;

import dev.spectrum.gateway.crm.Notes;
import dev.spectrum.gateway.crm.domain.Note;
import dev.spectrum.gateway.crm.domain.Note.About;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheNotes implements Notes, PanacheRepositoryBase<NoteRow, UUID> {

    @Override
    public Uni<List<Note>> list(About about, UUID aboutId, Optional<UUID> after, int limit) {
        StringBuilder query = new StringBuilder(NoteRow.idOf(about) + " = :about");
        Parameters parameters = Parameters.with("about", aboutId);
        after.ifPresent(last -> {
            query.append(" and id < :last");
            parameters.and("last", last);
        });
        return find(query + " order by id desc", parameters)
                .page(0, limit)
                .list()
                .map(rows ->
                        rows.stream().map(row -> row.toNote(about, aboutId)).toList());
    }

    @Override
    public Uni<Void> add(UUID tenantId, Note note) {
        return persist(NoteRow.of(tenantId, note)).replaceWithVoid();
    }
}
