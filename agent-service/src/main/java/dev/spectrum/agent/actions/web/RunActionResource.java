package dev.spectrum.agent.actions.web;

import dev.spectrum.agent.actions.CallBody;
import dev.spectrum.agent.actions.ResolveAction;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.runs.RunAnswers;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Resolves an action in its context, and runs it. */
@Path("/api/v1/actions/{id}")
public class RunActionResource {

    private final ResolveAction resolveAction;
    private final RunAnswers answers;
    private final TenantRequest request;

    RunActionResource(ResolveAction resolveAction, RunAnswers answers, TenantRequest request) {
        this.resolveAction = resolveAction;
        this.answers = answers;
        this.request = request;
    }

    /**
     * @param missing required variables that nobody gave a value
     * @param messages as the model would get them, with nothing where a value is missing
     */
    record ResolvedView(List<ResolvedVariable> variables, List<String> missing, List<PromptMessage> messages) {

        static ResolvedView of(ResolveAction.Resolved resolved) {
            return new ResolvedView(
                    resolved.filling().variables(), resolved.filling().missing(), resolved.messages());
        }
    }

    @POST
    @Path("/resolve")
    @RolesAllowed(Role.READ)
    public Uni<ResolvedView> resolve(UUID id, @Valid @NotNull CallBody body) {
        return resolveAction.resolve(body.wanted(id, request.caller())).map(ResolvedView::of);
    }

    @POST
    @Path("/run")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> run(UUID id, @Valid @NotNull CallBody body) {
        return answers.atTheEnd(request, asked(id, body));
    }

    /** The same as events of AG-UI, where the request accepts {@code text/event-stream}. */
    @POST
    @Path("/run")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> stream(UUID id, @Valid @NotNull CallBody body) {
        return answers.asItHappens(request, asked(id, body));
    }

    private RunAnswers.Asked asked(UUID id, CallBody body) {
        return new RunAnswers.Asked("actions/" + id, body, who -> resolveAction.order(body.wanted(id, who)));
    }
}
