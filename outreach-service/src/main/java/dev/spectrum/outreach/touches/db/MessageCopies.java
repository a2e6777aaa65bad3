package dev.spectrum.outreach.touches.db;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was written to a lead, word for word. That a touch was sent, and when, stays: it says nothing of whom to. */
@ApplicationScoped
class MessageCopies implements LeadCopies {

    private record SentMessage(
            UUID touchId,
            String channel,
            String status,
            @Nullable Instant sentAt,
            @Nullable OutgoingMessage message) {}

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createQuery("from TouchRow where leadId = ?1 order by id", TouchRow.class)
                        .setParameter(1, lead.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new SentMessage(row.id, row.channel, row.status, row.sentAt, row.message))
                        .toList());
    }

    @Override
    public Uni<Void> erase(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("update touch set message = null where lead_id = ?1")
                        .setParameter(1, lead.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
