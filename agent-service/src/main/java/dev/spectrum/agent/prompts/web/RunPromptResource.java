package dev.spectrum.agent.prompts.web;

import dev.spectrum.agent.prompts.RunPrompt;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.runs.RunAnswers;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Runs a prompt by itself, with what the caller says and its defaults, or shows what would be run. */
@Path("/api/v1/prompts/{id}")
public class RunPromptResource {

    private final RunPrompt runPrompt;
    private final RunAnswers answers;
    private final TenantRequest request;

    RunPromptResource(RunPrompt runPrompt, RunAnswers answers, TenantRequest request) {
        this.runPrompt = runPrompt;
        this.answers = answers;
        this.request = request;
    }

    /** @param version which one to run; or a label that points at it; the newest where both are left out */
    record RunBody(
            @Nullable @Size(max = 100) Map<String, @NotNull Object> variables,
            @Nullable Long version,
            @Nullable String label) {}

    @POST
    @Path("/run")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> run(UUID id, @Valid @NotNull RunBody body) {
        return answers.atTheEnd(request, asked(id, body));
    }

    /** The same as events of AG-UI, where the request accepts {@code text/event-stream}. */
    @POST
    @Path("/run")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> stream(UUID id, @Valid @NotNull RunBody body) {
        return answers.asItHappens(request, asked(id, body));
    }

    /**
     * A prompt as a model would get it.
     *
     * @param missing required variables that nobody gave a value; they left nothing in the messages
     */
    @Schema(name = "PromptRenderView")
    record RenderView(
            long version, List<PromptMessage> messages, List<ResolvedVariable> variables, List<String> missing) {

        static RenderView of(RunPrompt.Rendered rendered) {
            return new RenderView(
                    rendered.prompt().version(),
                    rendered.messages(),
                    rendered.filling().variables(),
                    rendered.filling().missing());
        }
    }

    @POST
    @Path("/render")
    @RolesAllowed(Role.READ)
    public Uni<RenderView> render(UUID id, @Valid @NotNull RunBody body) {
        RunPrompt.Wanted wanted = wanted(id, body);
        return request.run(who -> runPrompt.render(wanted)).map(RenderView::of);
    }

    private RunAnswers.Asked asked(UUID id, RunBody body) {
        RunPrompt.Wanted wanted = wanted(id, body);
        return new RunAnswers.Asked("prompts/" + id, body, who -> runPrompt.order(wanted));
    }

    private static RunPrompt.Wanted wanted(UUID id, RunBody body) {
        if (body.version() != null && body.label() != null) {
            throw ProblemException.invalid("/label", "Name a version or a label, not both.");
        }
        return new RunPrompt.Wanted(
                id, body.version(), body.label(), Objects.requireNonNullElse(body.variables(), Map.of()));
    }
}
