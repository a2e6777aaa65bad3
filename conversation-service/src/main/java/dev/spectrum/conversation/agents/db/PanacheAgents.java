package dev.spectrum.conversation.agents.db;

import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.conversation.agents.domain.Tenant;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheAgents implements Agents {

    @Override
    public Uni<Void> keep(Agent agent) {
        return Panache.getSession()
                .chain(session -> session.find(AgentRow.class, agent.id())
                        .chain(row -> row == null ? session.persist(AgentRow.of(agent)) : renew(row, agent)));
    }

    private static Uni<Void> renew(AgentRow row, Agent agent) {
        if (row.version < agent.version()) {
            row.put(agent);
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> keep(Tenant tenant) {
        return Panache.getSession()
                .chain(session -> session.find(TenantRow.class, tenant.id())
                        .chain(row -> row == null ? session.persist(TenantRow.of(tenant)) : renew(row, tenant)));
    }

    private static Uni<Void> renew(TenantRow row, Tenant tenant) {
        if (row.version < tenant.version()) {
            row.put(tenant);
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Optional<TenantAgent>> withRole(String role) {
        return Panache.getSession()
                .chain(session -> agentAndTenant(session, role).getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found ->
                                new TenantAgent(((AgentRow) found[0]).toAgent(), ((TenantRow) found[1]).toTenant())));
    }

    private static Mutiny.SelectionQuery<Object[]> agentAndTenant(Mutiny.Session session, String role) {
        return session.createSelectionQuery(
                        "select a, t from AgentRow a join TenantRow t on t.id = a.tenantId"
                                + " where a.role = ?1 and not a.deleted and not t.deleted order by a.id desc",
                        Object[].class)
                .setParameter(1, role)
                .setMaxResults(1);
    }

    @Override
    public Uni<List<Agent>> enabled() {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select a from AgentRow a join TenantRow t on t.id = a.tenantId"
                                        + " where a.enabled and not a.deleted and not t.deleted order by a.id",
                                AgentRow.class)
                        .getResultList())
                .map(rows -> rows.stream().map(AgentRow::toAgent).toList());
    }
}
