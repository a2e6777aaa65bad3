package dev.spectrum.agent.agents.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.agents.AgentVersions;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentVersion;
import dev.spectrum.agent.agents.domain.Author;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PanacheAgentVersions implements AgentVersions, PanacheRepositoryBase<AgentVersionRow, UUID> {

    private final ObjectMapper json;

    PanacheAgentVersions(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> add(Agent agent, Author author) {
        return persistAndFlush(AgentVersionRow.of(agent, author)).replaceWithVoid();
    }

    @Override
    public Uni<List<AgentVersion>> list(UUID agentId, Optional<Long> before, int limit) {
        return find("agentId = ?1 and version < ?2 order by version desc", agentId, before.orElse(Long.MAX_VALUE))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(AgentVersionRow::toVersion).toList());
    }

    @Override
    public Uni<Optional<AgentVersion>> find(UUID agentId, long version) {
        return find("agentId = ?1 and version = ?2", agentId, version)
                .<AgentVersionRow>firstResult()
                .map(row -> Optional.ofNullable(row).map(AgentVersionRow::toVersion));
    }

    @Override
    public Uni<Optional<Long>> saying(UUID agentId, AgentDefinition definition) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select max(version) from agent_version"
                                        // The driver would send what is cast to JSON at once as a JSON string.
                                        + " where agent_id = ?1 and definition = cast(cast(?2 as text) as jsonb)",
                                Long.class)
                        .setParameter(1, agentId)
                        .setParameter(2, write(definition))
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    private String write(AgentDefinition definition) {
        try {
            return json.writeValueAsString(definition);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Definitions are JSON", notSerialisable);
        }
    }
}
