package dev.spectrum.agent.agents;

import io.smallrye.mutiny.Multi;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.agents.domain.AgentFile.FiledLabel;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.agents.domain.Label;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a tenant's agents what files say, by role, all of them or none. An agent that is so already is not touched, and one
 * that no file names neither. Within the tenant's transaction.
 */
@ApplicationScoped
public class ImportAgents {

    private final Agents agents;
    private final AgentVersions versions;
    private final FileAgents fileAgents;
    private final TellOfAgent tell;

    ImportAgents(Agents agents, AgentVersions versions, FileAgents fileAgents, TellOfAgent tell) {
        this.agents = agents;
        this.versions = versions;
        this.fileAgents = fileAgents;
        this.tell = tell;
    }

    /**
     * What an import does to one agent.
     *
     * @param known the agent with the file's role; empty if there is none
     * @param before the same, as it would be in a file
     * @param after what it will be
     */
    public record Change(Optional<Agent> known, Optional<AgentFile> before, AgentFile after) {

        public boolean isNeeded() {
            return !before.equals(Optional.of(after));
        }
    }

    /** What importing the files will change, in their order. Holds the tenant's agents. */
    public Uni<List<Change>> plan(List<AgentFile> files) {
        return agents.holdAll()
                .map(held -> held.stream().collect(Collectors.toMap(Agent::role, Function.identity())))
                .chain(byRole -> Multi.createFrom()
                        .iterable(files)
                        .onItem()
                        .transformToUniAndConcatenate(
                                file -> plan(file, Optional.ofNullable(byRole.get(file.role()))))
                        .collect()
                        .asList());
    }

    private Uni<Change> plan(AgentFile file, Optional<Agent> known) {
        return known.map(agent -> fileAgents
                        .file(agent)
                        .map(before -> new Change(known, Optional.of(before), file.orLabelsOf(before))))
                .orElseGet(() -> Uni.createFrom().item(new Change(known, Optional.empty(), withLabels(file))));
    }

    private static AgentFile withLabels(AgentFile file) {
        return new AgentFile(file.presence(), file.definition(), file.labels().or(() -> Optional.of(Map.of())));
    }

    /** Does what was planned. The roles of new agents must be claimed. */
    public Uni<Void> apply(UUID tenantId, List<Change> changes, Author author) {
        return Multi.createFrom()
                .iterable(changes)
                .filter(Change::isNeeded)
                .onItem()
                .transformToUniAndConcatenate(change -> apply(tenantId, change, author))
                .collect()
                .asList()
                .chain(tell::changed);
    }

    private Uni<Agent> apply(UUID tenantId, Change change, Author author) {
        return change.known()
                .map(agent -> change(agent, change.after(), author))
                .orElseGet(() -> add(tenantId, change.after(), author));
    }

    /** A new agent's first versions are those that only a label points at; the latest is the file's own. */
    private Uni<Agent> add(UUID tenantId, AgentFile file, Author author) {
        List<AgentDefinition> saved = labelled(file).stream()
                .map(FiledLabel::definition)
                .filter(definition -> !definition.equals(file.definition()))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        saved.add(file.definition());
        Agent first = Agent.first(tenantId, UuidCreator.getTimeOrderedEpoch(), file.presence(), saved.getFirst());
        return agents.add(first)
                .chain(() -> versions.add(first, author))
                .chain(() -> saveNext(first, saved.subList(1, saved.size()), author))
                .chain(agent -> finish(agent, file, author));
    }

    private Uni<Agent> change(Agent agent, AgentFile file, Author author) {
        return missing(agent, file)
                .map(missing -> {
                    // The latest must be the file's own, whatever was saved for labels.
                    if (!missing.isEmpty() || !agent.definition().equals(file.definition())) {
                        missing.add(file.definition());
                    }
                    return missing;
                })
                .chain(missing -> saveNext(agent.with(file.presence()), missing, author))
                .chain(saved -> finish(saved, file, author));
    }

    /** What labels are to point at and no version says yet. */
    private Uni<List<AgentDefinition>> missing(Agent agent, AgentFile file) {
        return Multi.createFrom()
                .items(labelled(file).stream().map(FiledLabel::definition).distinct())
                .filter(definition -> !definition.equals(file.definition()))
                .onItem()
                .transformToUniAndConcatenate(definition -> versions.saying(agent.id(), definition)
                        .map(known -> known.isEmpty() ? Optional.of(definition) : Optional.<AgentDefinition>empty()))
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .in(ArrayList::new, List::add);
    }

    private Uni<Agent> saveNext(Agent agent, List<AgentDefinition> definitions, Author author) {
        Uni<Agent> saved = Uni.createFrom().item(agent);
        for (AgentDefinition definition : definitions) {
            saved = saved.map(before -> before.withNext(definition)).call(next -> versions.add(next, author));
        }
        return saved;
    }

    private Uni<Agent> finish(Agent agent, AgentFile file, Author author) {
        return labels(agent, file, author).chain(labels -> agents.put(agent.with(labels)));
    }

    private Uni<Map<String, Label>> labels(Agent agent, AgentFile file, Author author) {
        return Multi.createFrom()
                .iterable(file.labels().orElseThrow().entrySet())
                .onItem()
                .transformToUniAndConcatenate(wanted -> label(agent, wanted.getKey(), wanted.getValue(), author)
                        .map(label -> Map.entry(wanted.getKey(), label)))
                .collect()
                .in(TreeMap::new, (labels, label) -> labels.put(label.getKey(), label.getValue()));
    }

    /** A label that says already what it should is left where it is. */
    private Uni<Label> label(Agent agent, String name, FiledLabel wanted, Author author) {
        return version(agent, name, wanted.definition())
                .map(version -> agent.label(name)
                        .filter(known -> known.version() == version && known.isProtected() == wanted.isProtected())
                        .orElseGet(() -> Label.moved(version, wanted.isProtected(), author)));
    }

    private Uni<Long> version(Agent agent, String label, AgentDefinition wanted) {
        Optional<Long> present = agent.label(label).map(Label::version);
        return present.map(version -> versions.definition(agent, version)
                        .map(said -> said.equals(wanted) ? present : Optional.<Long>empty()))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .chain(kept -> kept.isPresent() ? Uni.createFrom().item(kept) : versions.saying(agent.id(), wanted))
                .map(Optional::orElseThrow);
    }

    private static List<FiledLabel> labelled(AgentFile file) {
        return file.labels().orElseThrow().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .toList();
    }
}
