package dev.spectrum.outreach.texts.vendor;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The suite's front for agents, in the shape of OpenAI's. Whatever the status, an answer is an answer. */
@RegisterRestClient(configKey = "conversation-service")
@Path("/v1/chat/completions")
interface ConversationService {

    /** With this service's own token, for the tenant that it names. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @OidcClientFilter
    Uni<Response> complete(
            @HeaderParam("X-Tenant") UUID tenantId,
            @HeaderParam("Idempotency-Key") String key,
            Map<String, Object> request);
}
