package dev.spectrum.agent.runs.web;

import dev.spectrum.agent.runs.CancelRun;
import dev.spectrum.agent.runs.Cancellations;
import dev.spectrum.agent.runs.Runs;
import dev.spectrum.agent.runs.domain.Run;
import dev.spectrum.agent.runs.domain.RunSource;
import dev.spectrum.agent.runs.domain.RunStatus;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/runs")
public class RunResource {

    private final Runs runs;
    private final CancelRun cancelRun;
    private final Cancellations cancellations;
    private final TenantRequest request;

    RunResource(Runs runs, CancelRun cancelRun, Cancellations cancellations, TenantRequest request) {
        this.runs = runs;
        this.cancelRun = cancelRun;
        this.cancellations = cancellations;
        this.request = request;
    }

    /** The newest first; {@code q} searches names, errors and outputs, in the words of a web search. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<RunView>> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("prompt_id") @Nullable String promptId,
            @QueryParam("action_id") @Nullable String actionId,
            @QueryParam("shortcut_id") @Nullable String shortcutId,
            @QueryParam("agent_id") @Nullable String agentId,
            @QueryParam("user_id") @Nullable String userId,
            @QueryParam("source") @Nullable String source,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("q") @Nullable @Size(max = 200) String words,
            @Valid @BeanParam PageRequest page) {
        String reader = request.caller().subject();
        Runs.Filter filter = new Runs.Filter(
                QueryValue.oneOf(RunStatus.class, "status", status),
                QueryValue.uuid("prompt_id", promptId),
                QueryValue.uuid("action_id", actionId),
                QueryValue.uuid("shortcut_id", shortcutId),
                QueryValue.uuid("agent_id", agentId),
                text(userId),
                QueryValue.oneOf(RunSource.class, "source", source),
                time("from", from),
                time("to", to),
                text(words).map(wanted -> new Runs.Words(wanted, reader)));
        Optional<UUID> before = page.afterId();
        return request.run(who -> runs.list(filter, before, page.fetch()))
                .map(found -> Page.of(found, page, run -> run.id().toString(), run -> RunView.of(run, reader)));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<RunView> get(UUID id) {
        return request.run(who ->
                existing(id).chain(run -> runs.tasks(id).map(tasks -> RunView.of(run, who.subject(), tasks))));
    }

    /** Its user or an admin ends it, whichever replica executes it; a cancelled one stays as it is. */
    @POST
    @Path("/{id}/cancel")
    @RolesAllowed(Role.WRITE)
    public Uni<RunView> cancel(UUID id) {
        return request.run(who -> cancelRun.cancel(who, id).map(run -> RunView.of(run, who.subject())))
                .invoke(() -> cancellations.tell(id));
    }

    private Uni<Run> existing(UUID id) {
        return runs.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("run")));
    }

    private static Optional<String> text(@Nullable String parameter) {
        return Optional.ofNullable(parameter).filter(given -> !given.isBlank());
    }

    private static Optional<Instant> time(String name, @Nullable String parameter) {
        try {
            return text(parameter).map(Instant::parse);
        } catch (DateTimeParseException notATime) {
            throw ProblemException.invalid("?" + name, "Must be a time such as 2026-01-31T09:00:00Z.");
        }
    }
}
