package dev.spectrum.outreach.approvals.db;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people were asked to approve for a lead. That they decided, and how, stays. */
@ApplicationScoped
class ApprovalCopies implements LeadCopies {

    private record AskedText(
            UUID touchId,
            String channel,
            String recipient,
            String status,
            String subject,
            String body,
            Instant askedAt) {}

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from ApprovalRow where leadId = ?1 order by id", ApprovalRow.class)
                        .setParameter(1, lead.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new AskedText(
                                row.id, row.channel, row.recipient, row.status, row.subject, row.body, row.createdAt))
                        .toList());
    }

    @Override
    public Uni<Void> erase(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update approval set recipient = '', subject = '', body = '', reason = '' where lead_id = ?1")
                        .setParameter(1, lead.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
