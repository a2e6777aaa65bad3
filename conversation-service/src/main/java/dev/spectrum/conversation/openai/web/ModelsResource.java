package dev.spectrum.conversation.openai.web;

import com.github.f4b6a3.uuid.util.UuidUtil;
import dev.spectrum.conversation.agents.Agents;
import dev.spectrum.conversation.agents.domain.Agent;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The tenant's enabled agents as OpenAI lists models; a model's id is the agent's role. */
@Path("/v1/models")
@RolesAllowed(Role.READ)
public class ModelsResource {

    private final Agents agents;
    private final TenantRequest request;

    ModelsResource(Agents agents, TenantRequest request) {
        this.agents = agents;
        this.request = request;
    }

    /** @param created seconds since 1970, 0 where the agent's id does not say */
    record Model(String id, String object, long created, String ownedBy) {

        static Model of(Agent agent) {
            long created = UuidUtil.isTimeOrderedEpoch(agent.id())
                    ? UuidUtil.getInstant(agent.id()).getEpochSecond()
                    : 0;
            return new Model(agent.role(), "model", created, agent.tenantId().toString());
        }
    }

    record Models(String object, List<Model> data) {}

    @GET
    @Operation(summary = "The tenant's agents, as models")
    public Uni<Models> list() {
        return request.run(who -> agents.enabled())
                .map(found -> new Models("list", found.stream().map(Model::of).toList()));
    }

    @GET
    @Path("/{role}")
    public Uni<Model> get(String role) {
        return request.run(who -> agents.withRole(role))
                .map(found -> found.filter(known -> known.agent().enabled())
                        .map(known -> Model.of(known.agent()))
                        .orElseThrow(() -> ProblemException.notFound("model")));
    }
}
