package dev.spectrum.agent.actions;

import dev.spectrum.agent.actions.domain.Action;
import dev.spectrum.agent.actions.domain.Offers;
import dev.spectrum.agent.prompts.FillPrompt;
import dev.spectrum.agent.prompts.domain.Filling;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.runs.RunOrder;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Gives the variables of an action their values, and its messages their text. */
@ApplicationScoped
public class ResolveAction {

    private final Actions actions;
    private final FillPrompt fillPrompt;

    ResolveAction(Actions actions, FillPrompt fillPrompt) {
        this.actions = actions;
        this.fillPrompt = fillPrompt;
    }

    /** @param variables what the caller says, which wins over everything else */
    public record Wanted(UUID actionId, Actions.Context context, Map<String, Object> variables) {}

    /** An action whose variables have their values. */
    public record Resolved(Action action, Prompt prompt, Filling filling, List<PromptMessage> messages) {}

    /** Outside of any transaction, for which it does not wait: one round trip. */
    public Uni<Resolved> resolve(Wanted wanted) {
        return actions.inContextAlone(wanted.actionId(), wanted.context())
                .map(ResolveAction::orNotFound)
                .map(found -> {
                    Prompt prompt = prompt(found);
                    Filling filling = filling(wanted, found, prompt);
                    return new Resolved(
                            found.action(), prompt, filling, fillPrompt.messages(prompt.definition(), filling));
                });
    }

    /** Within the tenant's transaction. */
    public Uni<RunOrder> order(Wanted wanted) {
        return actions.inContext(wanted.actionId(), wanted.context())
                .map(ResolveAction::orNotFound)
                .map(found -> {
                    Prompt prompt = prompt(found);
                    return fillPrompt.order(
                            Origin.prompt(prompt.id(), prompt.version())
                                    .ofAction(
                                            found.action().id(), found.action().version()),
                            found.action().definition().name(),
                            prompt,
                            filling(wanted, found, prompt));
                });
    }

    private static Actions.InContext orNotFound(Optional<Actions.InContext> found) {
        return found.orElseThrow(() -> ProblemException.notFound("action"));
    }

    private static Prompt prompt(Actions.InContext found) {
        return found.prompt()
                .orElseThrow(() -> ProblemException.conflict("prompt-deleted", "The action's prompt was deleted."));
    }

    private Filling filling(Wanted wanted, Actions.InContext found, Prompt prompt) {
        return fillPrompt.fill(
                prompt.definition(),
                wanted.variables(),
                Offers.of(found.action().definition(), wanted.variables(), found.values()));
    }
}
