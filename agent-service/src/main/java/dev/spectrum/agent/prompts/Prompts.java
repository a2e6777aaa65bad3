package dev.spectrum.agent.prompts;

import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.versions.Saved;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The prompts of the tenant that the current transaction is for, the suite's built-in ones among them. */
public interface Prompts {

    /** A part of the list, by id. */
    Uni<List<Prompt>> list(Optional<UUID> after, int limit);

    Uni<Optional<Prompt>> find(UUID id);

    /** The same, and keeps others from changing it until the transaction ends. */
    Uni<Optional<Prompt>> hold(UUID id);

    Uni<Prompt> add(UUID tenantId, PromptDefinition definition, String savedBy);

    /** Gives the prompt with its new version; of a built-in one, the tenant's copy. */
    Uni<Prompt> change(UUID tenantId, Prompt prompt, PromptDefinition definition, String savedBy);

    /** Hides it from this tenant. */
    Uni<Void> delete(UUID tenantId, Prompt prompt, String deletedBy);

    /** Brings a deleted one back, as a new version; empty if there is none that was deleted. */
    Uni<Optional<Prompt>> restore(UUID tenantId, UUID id, String restoredBy);

    /** A part of the saves of a prompt, the newest first. */
    Uni<List<Saved<PromptDefinition>>> versions(Prompt prompt, long before, int limit);

    /** What it was in that version. */
    Uni<Optional<PromptDefinition>> version(Prompt prompt, long version);

    /** By label. */
    Uni<List<Label>> labels(UUID promptId);

    Uni<Label> label(UUID tenantId, UUID promptId, String label, long version, String by);

    /** False if there was no such label. */
    Uni<Boolean> unlabel(UUID promptId, String label);

    /** A name that points at a version. */
    record Label(String label, long version, String updatedBy, Instant updatedAt) {}
}
