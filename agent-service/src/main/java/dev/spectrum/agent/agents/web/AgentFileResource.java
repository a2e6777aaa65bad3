package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.spectrum.agent.agents.Agents;
import dev.spectrum.agent.agents.FileAgents;
import dev.spectrum.agent.agents.ImportAgents;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.versions.FieldChange;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Agents as files, so that they can live in git. */
@Path("/api/v1/agents")
public class AgentFileResource {

    private static final String YAML = "application/yaml";

    private final Agents agents;
    private final FileAgents fileAgents;
    private final ImportAgents importAgents;
    private final ExistingAgents existing;
    private final AgentYaml yaml;
    private final TenantRequest request;

    AgentFileResource(
            Agents agents,
            FileAgents fileAgents,
            ImportAgents importAgents,
            ExistingAgents existing,
            AgentYaml yaml,
            TenantRequest request) {
        this.agents = agents;
        this.fileAgents = fileAgents;
        this.importAgents = importAgents;
        this.existing = existing;
        this.yaml = yaml;
        this.request = request;
    }

    /** @param role only this one; without it all that live */
    @GET
    @Path("/export")
    @Produces(YAML)
    @RolesAllowed(Role.READ)
    public Uni<String> export(@QueryParam("role") @Nullable String role) {
        return request.run(who -> agents.all()
                        .map(all -> role == null ? all : withRole(role, all))
                        .chain(fileAgents::file))
                .map(yaml::write);
    }

    private static List<Agent> withRole(String role, List<Agent> all) {
        List<Agent> found =
                all.stream().filter(agent -> agent.role().equals(role)).toList();
        if (found.isEmpty()) {
            throw ProblemException.notFound("agent");
        }
        return found;
    }

    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED
    }

    /** @param changes how the document of an export differs by the import */
    record ImportedAgent(String role, Outcome outcome, List<FieldChange> changes) {}

    /** @param isDryRun whether nothing was done: it is what would be */
    @Schema
    record ImportView(boolean isDryRun, List<ImportedAgent> agents) {}

    /** Makes the agents what the file says, by role; those that it does not name stay as they are. All or nothing. */
    @POST
    @Path("/import")
    @Consumes({YAML, "application/x-yaml", "text/yaml"})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> importFile(
            @QueryParam("dry_run")
                    @DefaultValue("false")
                    @Pattern(regexp = "true|false", message = "must be true or false")
                    String dryRun,
            byte[] file) {
        List<AgentFile> files = yaml.read(file);
        boolean isDryRun = dryRun.equals("true");
        return request.act(
                List.of(file, isDryRun),
                who -> importAgents
                        .plan(files)
                        .call(changes -> isDryRun
                                ? Uni.createFrom().voidItem()
                                : claimRoles(changes)
                                        .chain(() -> importAgents.apply(
                                                who.tenantId(), changes, ExistingAgents.author(who))))
                        .map(changes -> Response.ok(new ImportView(
                                        isDryRun,
                                        changes.stream().map(this::view).toList()))
                                .build()));
    }

    /** In one fixed order, so that two imports wait for one another and not for ever. */
    private Uni<Void> claimRoles(List<ImportAgents.Change> changes) {
        return Multi.createFrom()
                .items(changes.stream()
                        .filter(change -> change.known().isEmpty())
                        .map(change -> change.after().role())
                        .sorted())
                .onItem()
                .transformToUniAndConcatenate(existing::claimRole)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private ImportedAgent view(ImportAgents.Change change) {
        return new ImportedAgent(
                change.after().role(),
                change.known().isEmpty() ? Outcome.CREATED : change.isNeeded() ? Outcome.CHANGED : Outcome.UNCHANGED,
                change.before()
                        .map(before -> FieldChange.between(yaml.tree(before), yaml.tree(change.after())))
                        .orElseGet(() ->
                                FieldChange.between(JsonNodeFactory.instance.objectNode(), yaml.tree(change.after()))));
    }
}
