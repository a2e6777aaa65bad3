package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.agents.AgentVersions;
import dev.spectrum.agent.agents.SaveAgent;
import dev.spectrum.agent.agents.domain.Agent;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentVersion;
import dev.spectrum.agent.agents.domain.Author;
import dev.spectrum.agent.versions.DiffView;
import dev.spectrum.agent.versions.FieldChange;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/agents/{id}/versions")
public class AgentVersionResource {

    private final ExistingAgents existing;
    private final AgentVersions versions;
    private final SaveAgent saveAgent;
    private final TenantRequest request;
    private final ObjectMapper json;

    AgentVersionResource(
            ExistingAgents existing,
            AgentVersions versions,
            SaveAgent saveAgent,
            TenantRequest request,
            ObjectMapper json) {
        this.existing = existing;
        this.versions = versions;
        this.saveAgent = saveAgent;
        this.request = request;
        this.json = json;
    }

    /**
     * Who saved a version and when.
     *
     * @param isServed whether the channels run it
     * @param labels those that point at it
     */
    record VersionSummary(long version, Author savedBy, Instant savedAt, boolean isServed, List<String> labels) {

        static VersionSummary of(Agent agent, AgentVersion version) {
            return new VersionSummary(
                    version.version(),
                    version.savedBy(),
                    version.savedAt(),
                    version.version() == agent.servedVersion(),
                    labelsOf(agent, version));
        }
    }

    /** The same with what was saved. */
    record VersionView(
            long version,
            Author savedBy,
            Instant savedAt,
            boolean isServed,
            List<String> labels,
            AgentDefinition definition) {

        static VersionView of(Agent agent, AgentVersion version) {
            return new VersionView(
                    version.version(),
                    version.savedBy(),
                    version.savedAt(),
                    version.version() == agent.servedVersion(),
                    labelsOf(agent, version),
                    version.definition());
        }
    }

    private static List<String> labelsOf(Agent agent, AgentVersion version) {
        return agent.labels().entrySet().stream()
                .filter(label -> label.getValue().version() == version.version())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The latest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<VersionSummary>> list(UUID id, @Valid @BeanParam PageRequest page) {
        Optional<Long> before = page.after(Long::parseLong);
        return request.run(who -> existing.find(id)
                .chain(agent -> versions.list(id, before, page.fetch())
                        .map(found -> Page.of(
                                found,
                                page,
                                version -> Long.toString(version.version()),
                                version -> VersionSummary.of(agent, version)))));
    }

    @GET
    @Path("/{version}")
    @RolesAllowed(Role.READ)
    public Uni<VersionView> get(UUID id, long version) {
        return request.run(who ->
                existing.find(id).chain(agent -> version(id, version).map(found -> VersionView.of(agent, found))));
    }

    @GET
    @Path("/{from}/diff/{to}")
    @RolesAllowed(Role.READ)
    public Uni<DiffView> diff(UUID id, long from, long to) {
        return request.run(who -> existing.find(id)
                .chain(() -> version(id, from))
                .chain(before -> version(id, to).map(after -> diff(before, after))));
    }

    private DiffView diff(AgentVersion from, AgentVersion to) {
        return new DiffView(
                from.version(),
                to.version(),
                FieldChange.between(json.valueToTree(from.definition()), json.valueToTree(to.definition())));
    }

    /** Saves what a version says once more, as the latest. */
    @POST
    @Path("/{version}/rollback")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> rollBack(UUID id, long version, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return request.act(
                null,
                who -> existing.hold(id, ifMatch)
                        .chain(agent -> version(id, version)
                                .chain(found -> saveAgent.change(
                                        agent, agent.presence(), found.definition(), ExistingAgents.author(who))))
                        .map(agent -> ExistingAgents.answer(Response.ok(), agent)));
    }

    private Uni<AgentVersion> version(UUID id, long version) {
        return versions.find(id, version)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("version of this agent")));
    }
}
