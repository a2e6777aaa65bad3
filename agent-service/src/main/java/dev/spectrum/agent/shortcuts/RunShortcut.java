package dev.spectrum.agent.shortcuts;

import dev.spectrum.agent.actions.CallBody;
import dev.spectrum.agent.actions.ResolveAction;
import dev.spectrum.agent.prompts.RunPrompt;
import dev.spectrum.agent.runs.RunOrder;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;

/** What pressing the button means: its action in the context that is given, or its prompt. Within the tenant's transaction. */
@ApplicationScoped
public class RunShortcut {

    private final Shortcuts shortcuts;
    private final RunPrompt runPrompt;
    private final ResolveAction resolveAction;

    RunShortcut(Shortcuts shortcuts, RunPrompt runPrompt, ResolveAction resolveAction) {
        this.shortcuts = shortcuts;
        this.runPrompt = runPrompt;
        this.resolveAction = resolveAction;
    }

    public Uni<RunOrder> order(UUID id, Caller who, CallBody call) {
        return shortcuts
                .find(id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("shortcut")))
                .chain(shortcut -> target(shortcut.definition(), who, call))
                .map(order -> order.withOrigin(order.origin().ofShortcut(id)));
    }

    private Uni<RunOrder> target(Shortcut.Definition shortcut, Caller who, CallBody call) {
        return shortcut.promptId() != null
                ? runPrompt.order(new RunPrompt.Wanted(shortcut.promptId(), null, null, call.values()))
                : resolveAction.order(call.wanted(Objects.requireNonNull(shortcut.actionId()), who));
    }
}
