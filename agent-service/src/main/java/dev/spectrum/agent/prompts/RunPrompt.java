package dev.spectrum.agent.prompts;

import dev.spectrum.agent.prompts.domain.Filling;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.runs.RunOrder;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.ValueSource;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What running a prompt by itself means: the user's values, and defaults. Within the tenant's transaction. */
@ApplicationScoped
public class RunPrompt {

    private final Prompts prompts;
    private final FillPrompt fillPrompt;

    RunPrompt(Prompts prompts, FillPrompt fillPrompt) {
        this.prompts = prompts;
        this.fillPrompt = fillPrompt;
    }

    /** @param version which one to run, by number or by label; the newest where both are null */
    public record Wanted(
            UUID promptId, @Nullable Long version, @Nullable String label, Map<String, Object> variables) {}

    /** A prompt whose variables have their values. */
    public record Rendered(Prompt prompt, Filling filling, List<PromptMessage> messages) {}

    public Uni<RunOrder> order(Wanted wanted) {
        return prompt(wanted)
                .map(prompt -> fillPrompt.order(
                        Origin.prompt(prompt.id(), prompt.version()),
                        prompt.definition().name(),
                        prompt,
                        filling(prompt, wanted)));
    }

    /** What would be run, and nothing is. */
    public Uni<Rendered> render(Wanted wanted) {
        return prompt(wanted).map(prompt -> {
            Filling filling = filling(prompt, wanted);
            return new Rendered(prompt, filling, fillPrompt.messages(prompt.definition(), filling));
        });
    }

    private Uni<Prompt> prompt(Wanted wanted) {
        return prompts.find(wanted.promptId())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("prompt")))
                .chain(newest -> inVersion(newest, wanted));
    }

    private Filling filling(Prompt prompt, Wanted wanted) {
        Map<String, ResolvedVariable> fromUser = new HashMap<>();
        wanted.variables()
                .forEach((name, value) -> fromUser.put(name, new ResolvedVariable(name, value, ValueSource.USER)));
        return fillPrompt.fill(prompt.definition(), wanted.variables(), List.of(fromUser));
    }

    private Uni<Prompt> inVersion(Prompt newest, Wanted wanted) {
        if (wanted.label() != null) {
            return prompts.labels(newest.id())
                    .map(labels -> labels.stream()
                            .filter(label -> label.label().equals(wanted.label()))
                            .findFirst()
                            .orElseThrow(() -> ProblemException.invalid("/label", "The prompt has no such label.")))
                    .chain(label -> inVersion(newest, label.version(), "/label"));
        }
        return wanted.version() == null
                ? Uni.createFrom().item(newest)
                : inVersion(newest, wanted.version(), "/version");
    }

    private Uni<Prompt> inVersion(Prompt newest, long version, String pointer) {
        return prompts.version(newest, version)
                .map(Optional::stream)
                .map(found -> found.map(definition -> new Prompt(newest.id(), definition, version, newest.builtIn()))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.invalid(pointer, "The prompt has no such version.")));
    }
}
