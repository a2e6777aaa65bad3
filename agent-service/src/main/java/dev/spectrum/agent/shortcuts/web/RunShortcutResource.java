package dev.spectrum.agent.shortcuts.web;

import dev.spectrum.agent.actions.CallBody;
import dev.spectrum.agent.runs.RunAnswers;
import dev.spectrum.agent.shortcuts.RunShortcut;
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
import java.util.UUID;

/** Presses the button. */
@Path("/api/v1/shortcuts/{id}/run")
public class RunShortcutResource {

    private final RunShortcut runShortcut;
    private final RunAnswers answers;
    private final TenantRequest request;

    RunShortcutResource(RunShortcut runShortcut, RunAnswers answers, TenantRequest request) {
        this.runShortcut = runShortcut;
        this.answers = answers;
        this.request = request;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> run(UUID id, @Valid @NotNull CallBody body) {
        return answers.atTheEnd(request, asked(id, body));
    }

    /** The same as events of AG-UI, where the request accepts {@code text/event-stream}. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> stream(UUID id, @Valid @NotNull CallBody body) {
        return answers.asItHappens(request, asked(id, body));
    }

    private RunAnswers.Asked asked(UUID id, CallBody body) {
        return new RunAnswers.Asked("shortcuts/" + id, body, who -> runShortcut.order(id, who, body));
    }
}
