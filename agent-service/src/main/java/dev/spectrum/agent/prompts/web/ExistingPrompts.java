package dev.spectrum.agent.prompts.web;

import dev.spectrum.agent.prompts.Prompts;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The prompt that a path names, or the problem that there is with it. Within the tenant's transaction. */
@ApplicationScoped
class ExistingPrompts {

    private final Prompts prompts;

    ExistingPrompts(Prompts prompts) {
        this.prompts = prompts;
    }

    Uni<Prompt> find(UUID id) {
        return prompts.find(id).map(ExistingPrompts::orNotFound);
    }

    /** To change it: without {@code If-Match} the last one wins, with it whoever read an older version loses. */
    Uni<Prompt> hold(UUID id, @Nullable String ifMatch) {
        return prompts.hold(id)
                .map(ExistingPrompts::orNotFound)
                .invoke(prompt -> EntityVersion.require(ifMatch, prompt.version()));
    }

    /** What the prompt was in that version. */
    Uni<PromptDefinition> version(Prompt prompt, long version) {
        return prompts.version(prompt, version)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("version of this prompt")));
    }

    private static Prompt orNotFound(Optional<Prompt> found) {
        return found.orElseThrow(() -> ProblemException.notFound("prompt"));
    }

    static Response answer(Response.ResponseBuilder answer, Prompt prompt) {
        return answer.entity(PromptView.of(prompt))
                .tag(EntityVersion.tag(prompt.version()))
                .build();
    }
}
