package dev.spectrum.agent.agents;

import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.agents.domain.AgentFile.FiledLabel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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
        Uni<List<AgentFile>> files = Uni.createFrom().item(new ArrayList<>());
        for (Agent agent : agents) {
            files = files.chain(before -> file(agent).invoke(before::add).replaceWith(before));
        }
        return files;
    }

    Uni<AgentFile> file(Agent agent) {
        Uni<Map<String, FiledLabel>> labels = Uni.createFrom().item(new TreeMap<>());
        for (String name : agent.labels().keySet()) {
            labels = labels.chain(before ->
                    label(agent, name).invoke(label -> before.put(name, label)).replaceWith(before));
        }
        return labels.map(all -> new AgentFile(agent.presence(), agent.definition(), Optional.of(all)));
    }

    private Uni<FiledLabel> label(Agent agent, String name) {
        return versions.definition(agent, agent.label(name).orElseThrow().version())
                .map(definition -> new FiledLabel(agent.isProtected(name), definition));
    }
}
