package dev.spectrum.agent.agents;

import io.smallrye.mutiny.Multi;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.agents.domain.AgentFile.FiledLabel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Agents as they stand in files. Within the tenant's transaction. */
@ApplicationScoped
public class FileAgents {

    private final AgentVersions versions;

    FileAgents(AgentVersions versions) {
        this.versions = versions;
    }

    public Uni<List<AgentFile>> file(List<Agent> agents) {
        return Multi.createFrom()
                .iterable(agents)
                .onItem()
                .transformToUniAndConcatenate(this::file)
                .collect()
                .asList();
    }

    Uni<AgentFile> file(Agent agent) {
        Map<String, FiledLabel> labels = new TreeMap<>();
        return Multi.createFrom()
                .iterable(agent.labels().keySet())
                .onItem()
                .transformToUniAndConcatenate(
                        name -> label(agent, name).invoke(label -> labels.put(name, label)))
                .collect()
                .last()
                .map(all -> new AgentFile(agent.presence(), agent.definition(), Optional.of(labels)));
    }

    private Uni<FiledLabel> label(Agent agent, String name) {
        return versions.definition(agent, agent.label(name).orElseThrow().version())
                .map(definition -> new FiledLabel(agent.isProtected(name), definition));
    }
}
