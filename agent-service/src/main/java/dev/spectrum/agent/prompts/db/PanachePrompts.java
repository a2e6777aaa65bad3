package dev.spectrum.agent.prompts.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.prompts.BuiltInPrompts;
import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.versions.Saved;
import dev.spectrum.agent.versions.SavedVersions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tenant's own prompts are rows; a built-in one is itself until the tenant changes it, and then a row of the same id. */
@ApplicationScoped
class PanachePrompts implements Prompts, PanacheRepositoryBase<PromptRow, UUID> {

    private final BuiltInPrompts builtIn;
    private final PromptLabels labels;
    private final SavedVersions<PromptDefinition> versions;

    PanachePrompts(BuiltInPrompts builtIn, PromptLabels labels, ObjectMapper json) {
        this.builtIn = builtIn;
        this.labels = labels;
        this.versions = new SavedVersions<>("prompt", PromptDefinition.class, json);
    }

    @Override
    public Uni<List<Prompt>> list(Optional<UUID> after, int limit) {
        UUID start = after.orElse(new UUID(0, 0));
        List<Prompt> suites = builtIn.all().stream()
                .filter(prompt -> prompt.id().toString().compareTo(start.toString()) > 0)
                .toList();
        List<UUID> suiteIds = suites.stream().map(Prompt::id).toList();
        return find("deletedAt is null and id > ?1 order by id", start)
                .page(0, limit)
                .list()
                .chain(own -> find("id in ?1", suiteIds)
                        .list()
                        .map(changed -> merged(
                                own, suites, changed.stream().map(row -> row.id).collect(Collectors.toSet()), limit)));
    }

    private static List<Prompt> merged(List<PromptRow> own, List<Prompt> suites, Set<UUID> changed, int limit) {
        return Stream.concat(
                        own.stream().map(PromptRow::toPrompt),
                        suites.stream().filter(prompt -> !changed.contains(prompt.id())))
                .sorted(Comparator.comparing(prompt -> prompt.id().toString()))
                .limit(limit)
                .toList();
    }

    @Override
    public Uni<Optional<Prompt>> find(UUID id) {
        return findById(id)
                .map(row -> row == null
                        ? builtIn.find(id)
                        : Optional.of(row)
                                .filter(here -> here.deletedAt == null)
                                .map(PromptRow::toPrompt));
    }

    /** A built-in prompt has no row that could be locked. */
    @Override
    public Uni<Optional<Prompt>> hold(UUID id) {
        return lock(id).chain(() -> find(id));
    }

    private static Uni<Integer> lock(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from pg_advisory_xact_lock("
                                        + "hashtextextended(current_tenant() || ':prompt:' || ?1, 0))",
                                Integer.class)
                        .setParameter(1, id.toString())
                        .getSingleResult());
    }

    @Override
    public Uni<Prompt> add(UUID tenantId, PromptDefinition definition, String savedBy) {
        return insert(PromptRow.of(tenantId, UuidCreator.getTimeOrderedEpoch(), definition, 0), savedBy);
    }

    @Override
    public Uni<Prompt> change(UUID tenantId, Prompt prompt, PromptDefinition definition, String savedBy) {
        return prompt.builtIn()
                ? insert(PromptRow.of(tenantId, prompt.id(), definition, prompt.version() + 1), savedBy)
                : findById(prompt.id())
                        .invoke(row -> row.definition = definition)
                        .chain(row -> save(row, savedBy));
    }

    @Override
    public Uni<Void> delete(UUID tenantId, Prompt prompt, String deletedBy) {
        if (prompt.builtIn()) {
            PromptRow row = PromptRow.of(tenantId, prompt.id(), prompt.definition(), prompt.version() + 1);
            row.deletedAt = Instant.now();
            return persistAndFlush(row).replaceWithVoid();
        }
        return findById(prompt.id())
                .invoke(row -> row.deletedAt = Instant.now())
                .call(this::flush)
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Prompt>> restore(UUID tenantId, UUID id, String restoredBy) {
        return lock(id).chain(
                        () -> find("id = ?1 and deletedAt is not null", id).<PromptRow>firstResult())
                .chain(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    row.deletedAt = null;
                    return save(row, restoredBy).map(Optional::of);
                });
    }

    private Uni<Prompt> insert(PromptRow row, String savedBy) {
        return persistAndFlush(row).chain(() -> keep(row, savedBy));
    }

    /** The version that it has once it is written. */
    private Uni<Prompt> save(PromptRow row, String savedBy) {
        row.updatedAt = Instant.now();
        return flush().chain(() -> keep(row, savedBy));
    }

    private Uni<Prompt> keep(PromptRow row, String savedBy) {
        Prompt saved = row.toPrompt();
        return versions.add(row.tenantId, saved.id(), saved.version(), saved.definition(), savedBy)
                .replaceWith(saved);
    }

    @Override
    public Uni<List<Saved<PromptDefinition>>> versions(Prompt prompt, long before, int limit) {
        return versions.list(prompt.id(), before, limit).map(saved -> withBuiltIn(prompt.id(), saved, before, limit));
    }

    /** A copy's history begins with what it was copied from. */
    private List<Saved<PromptDefinition>> withBuiltIn(
            UUID id, List<Saved<PromptDefinition>> saved, long before, int limit) {
        Stream<Saved<PromptDefinition>> first = builtIn.find(id).stream()
                .filter(prompt -> prompt.version() < before)
                .map(prompt -> new Saved<>(prompt.version(), prompt.definition(), "", Instant.EPOCH));
        return Stream.concat(saved.stream(), first).limit(limit).toList();
    }

    @Override
    public Uni<Optional<PromptDefinition>> version(Prompt prompt, long version) {
        Optional<PromptDefinition> suites = builtIn.find(prompt.id())
                .filter(first -> first.version() == version)
                .map(Prompt::definition);
        return suites.isPresent() ? Uni.createFrom().item(suites) : versions.find(prompt.id(), version);
    }

    @Override
    public Uni<List<Label>> labels(UUID promptId) {
        return labels.labels(promptId);
    }

    @Override
    public Uni<Label> label(UUID tenantId, UUID promptId, String label, long version, String by) {
        return labels.label(tenantId, promptId, label, version, by);
    }

    @Override
    public Uni<Boolean> unlabel(UUID promptId, String label) {
        return labels.unlabel(promptId, label);
    }
}
