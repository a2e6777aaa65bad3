package dev.spectrum.outreach.touches.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.answers.Answers;
import dev.spectrum.outreach.touches.MessageDelivery;
import dev.spectrum.outreach.touches.SendingConfig;
import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Delivers through the gateway's tool of the message's channel. Under one key it sends once: it answers a repeat as before,
 * with 409 {@code call-under-way} while the first is at work, and with 409 {@code unknown-outcome} where it does not know.
 */
@ApplicationScoped
@Typed(GatewayDelivery.class)
class GatewayDelivery implements MessageDelivery {

    private static final Logger LOG = Logger.getLogger(GatewayDelivery.class);
    private static final String EMAIL = "send_email";
    private static final String UNKNOWN_OUTCOME = "unknown-outcome";
    private static final String PROBLEM = "urn:spectrum:problem:";
    private static final int LONGEST_REASON = 500;
    /** What a person has to mend at the sender's connection: until then its touches wait, and are not failed. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection-refused", "not-connected", "invalid-sender");

    private final ToolGateway gateway;
    private final ObjectMapper json;
    private final SendingConfig config;

    GatewayDelivery(@RestClient ToolGateway gateway, ObjectMapper json, SendingConfig config) {
        this.gateway = gateway;
        this.json = json;
        this.config = config;
    }

    @Override
    public Uni<Delivery> deliver(UUID tenantId, String key, OutgoingMessage message) {
        return message.tool()
                .map(tool -> call(tool, tenantId, key, message))
                .orElseGet(() ->
                        Uni.createFrom().item(new Delivery.Refused("channel-not-connected", "Nothing delivers it.")));
    }

    private Uni<Delivery> call(String tool, UUID tenantId, String key, OutgoingMessage message) {
        return gateway.call(tool, tenantId, key, new ToolGateway.Call(arguments(tool, message)))
                .ifNoItem()
                .after(config.gatewayTimeout())
                .fail()
                .map(this::delivery)
                .onFailure()
                .recoverWithItem(GatewayDelivery::noAnswer);
    }

    @Override
    public Uni<Found> find(UUID tenantId, String key) {
        return gateway.outcome(tenantId, key)
                .ifNoItem()
                .after(config.gatewayTimeout())
                .fail()
                .map(answer -> answer.getStatus() == 200
                        ? switch (Answers.read(answer.readEntity(String.class), json)
                                .path("outcome")
                                .asText()) {
                            case "succeeded" -> Found.DELIVERED;
                            case "none", "failed" -> Found.NOT_DELIVERED;
                            default -> Found.NOT_KNOWN;
                        }
                        : Found.NOT_KNOWN)
                .onFailure()
                .recoverWithItem(Found.NOT_KNOWN);
    }

    /** Always in the same order, for a repeat under the same key has to be the same. */
    private static Map<String, Object> arguments(String tool, OutgoingMessage message) {
        return tool.equals(EMAIL) ? email(message) : text(message);
    }

    /** What every tool that sends a text takes. */
    private static Map<String, Object> text(OutgoingMessage message) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("from", message.from());
        arguments.put("to", message.to());
        arguments.put("text", message.text());
        return arguments;
    }

    private static Map<String, Object> email(OutgoingMessage message) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("from", message.from());
        arguments.put("to", List.of(message.to()));
        arguments.put("subject", message.subject());
        arguments.put("text", message.text());
        arguments.put("html", message.html());
        arguments.put("message_id", message.messageId());
        if (message.inReplyTo() != null) {
            arguments.put("in_reply_to", message.inReplyTo());
            arguments.put("references", message.references());
        }
        arguments.put("headers", new TreeMap<>(message.headers()));
        return arguments;
    }

    private Delivery delivery(Response answer) {
        JsonNode body = Answers.read(answer.readEntity(String.class), json);
        if (answer.getStatus() == 200 && !body.path("is_error").isBoolean()) {
            // Broken off, perhaps, behind a message that left.
            return new Delivery.TryAgain(
                    "gateway-failed", "The gateway's answer can't be read.", true, Optional.empty());
        }
        if (answer.getStatus() == 200) {
            return body.path("is_error").asBoolean() ? error(body.path("result")) : new Delivery.Delivered();
        }
        return problem(answer.getStatus(), body, Answers.retryAfter(answer));
    }

    /** The tool's own refusal: {@code {error, message, retryable}}; nothing was done, unless it says so. */
    private static Delivery error(JsonNode result) {
        String code = result.path("error").asText("error");
        String reason =
                Answers.shortened(result.path("message").asText("The gateway's answer can't be read."), LONGEST_REASON);
        if (code.equals(UNKNOWN_OUTCOME)) {
            return new Delivery.Unknown(reason);
        }
        return result.path("retryable").asBoolean(false) || OF_THE_CONNECTION.contains(code)
                ? new Delivery.TryAgain(code, reason, false, Optional.empty())
                : new Delivery.Refused(code, reason);
    }

    private static Delivery problem(int status, JsonNode problem, Optional<Duration> notBefore) {
        String code = problem.path("type").asText("").replace(PROBLEM, "");
        String reason = Answers.shortened(
                "The gateway answered " + status + ": " + problem.path("detail").asText("without saying why"),
                LONGEST_REASON);
        return switch (status) {
            case 400, 413, 415, 422 -> new Delivery.Refused("gateway-refused", reason);
            case 409 ->
                code.equals(UNKNOWN_OUTCOME)
                        ? new Delivery.Unknown(reason)
                        : new Delivery.TryAgain("gateway-busy", reason, true, notBefore);
            // A tenant has a vendor's tools as long as it is connected.
            case 404 -> new Delivery.TryAgain("not-connected", reason, false, notBefore);
            case 401, 403, 429 -> new Delivery.TryAgain("gateway-refused", reason, false, notBefore);
            default -> new Delivery.TryAgain("gateway-failed", reason, true, notBefore);
        };
    }

    private static Delivery noAnswer(Throwable failure) {
        LOG.debugf(failure, "No answer from the gateway");
        return Answers.neverConnected(failure)
                ? new Delivery.Away("The gateway could not be reached.")
                : new Delivery.TryAgain("gateway-silent", "The gateway did not answer.", true, Optional.empty());
    }
}
