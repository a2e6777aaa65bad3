package dev.spectrum.outreach.texts.db;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.texts.Texts;
import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.texts.domain.TextBrief;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class SqlTexts implements Texts, LeadCopies {

    private record WrittenText(UUID touchId, String agentRole, String subject, String body) {}

    @Override
    public Uni<Map<UUID, GeneratedText>> all(Collection<UUID> touchIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select touch_id, agent_role, run_id, subject, body, array_to_string(doubts, chr(10)) from"
                                        + " touch_text where tenant_id = current_tenant() and touch_id = any(?1) and"
                                        + " written_at is not null",
                                Object[].class)
                        .setParameter(1, touchIds.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], SqlTexts::text)));
    }

    private static GeneratedText text(Object[] row) {
        return new GeneratedText(
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ((String) row[5]).lines().toList());
    }

    @Override
    public Uni<Void> add(TextBrief brief, GeneratedText text) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into touch_text (tenant_id, touch_id, lead_id, agent_role, attempts, run_id, subject,"
                                        + " body, doubts, written_at) values (current_tenant(), ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7,"
                                        + " now()) on conflict (tenant_id, touch_id) do update set attempts ="
                                        + " touch_text.attempts + 1, run_id = excluded.run_id, subject = excluded.subject, body ="
                                        + " excluded.body, doubts = excluded.doubts, written_at = excluded.written_at where"
                                        + " touch_text.written_at is null")
                        .setParameter(1, brief.touchId())
                        .setParameter(2, brief.leadId())
                        .setParameter(3, text.agentRole())
                        .setParameter(4, text.runId())
                        .setParameter(5, text.subject())
                        .setParameter(6, text.body())
                        .setParameter(7, text.doubts().toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Integer> failed(TextBrief brief) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into touch_text (tenant_id, touch_id, lead_id, agent_role, attempts) values"
                                        + " (current_tenant(), ?1, ?2, ?3, 1) on conflict (tenant_id, touch_id) do update"
                                        + " set attempts = touch_text.attempts + 1 returning attempts",
                                Integer.class)
                        .setParameter(1, brief.touchId())
                        .setParameter(2, brief.leadId())
                        .setParameter(3, brief.by().agentRole())
                        .getSingleResult());
    }

    @Override
    public String name() {
        return "generated_texts";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select touch_id, agent_role, subject, body from touch_text where tenant_id ="
                                        + " current_tenant() and lead_id = ?1 and written_at is not null order by touch_id",
                                Object[].class)
                        .setParameter(1, lead.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new WrittenText((UUID) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .toList());
    }

    @Override
    public Uni<Void> erase(Lead lead) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update touch_text set subject = '', body = '', doubts = '{}' where tenant_id ="
                                        + " current_tenant() and lead_id = ?1")
                        .setParameter(1, lead.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
