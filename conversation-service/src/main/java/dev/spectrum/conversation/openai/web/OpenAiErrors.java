package dev.spectrum.conversation.openai.web;

import dev.spectrum.platform.web.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Below /v1, problems are told as OpenAI tells its errors. */
class OpenAiErrors {

    private static final String ADVICE = "x-should-retry";

    @ServerResponseFilter
    void asOpenAiDoes(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath().replaceFirst("^/+", "");
        if (!(response.getEntity() instanceof Problem problem) || !path.startsWith("v1/")) {
            return;
        }
        response.setEntity(OpenAiError.of(problem), null, MediaType.APPLICATION_JSON_TYPE);
        response.getHeaders().putSingle("Content-Type", MediaType.APPLICATION_JSON_TYPE);
        if (Boolean.FALSE.equals(problem.members().get("retryable"))) {
            // OpenAI's clients try 429 and 5xx again by themselves, unless they are told not to.
            response.getHeaders().putSingle(ADVICE, "false");
        }
    }
}
