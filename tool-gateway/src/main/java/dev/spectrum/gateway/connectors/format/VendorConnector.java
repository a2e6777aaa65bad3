package dev.spectrum.gateway.connectors.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to talk to one vendor.
 *
 * @param file where it is described
 * @param role the interface that it implements, such as crm: its tools take the place of the native ones
 * @param credentials JSON Schema of the secrets
 * @param settings JSON Schema of the settings
 * @param refused the statuses by which the vendor refuses the credentials, whatever was asked
 * @param test a harmless request, which tells whether the vendor accepts the credentials
 */
public record VendorConnector(
        String file,
        String name,
        String title,
        Optional<String> role,
        Template baseUrl,
        JsonNode credentials,
        JsonNode settings,
        Authentication authentication,
        Set<Integer> refused,
        Map<String, Template> headers,
        Limits limits,
        Retries retries,
        Optional<Expression> errorCode,
        Optional<Expression> errorMessage,
        VendorRequest test,
        Example example,
        List<VendorTool> tools) {

    /**
     * Of each connection.
     *
     * @param timeout of one request
     * @param deadline of a whole call
     * @param answerBytes of one answer's body
     */
    public record Limits(
            double requestsPerSecond, int concurrent, Duration timeout, Duration deadline, int answerBytes) {}

    /**
     * @param statuses that are worth another attempt, where one is safe
     * @param attempts the first included
     * @param idempotencyHeader by which the vendor knows a repeated write
     */
    public record Retries(Set<Integer> statuses, int attempts, Optional<String> idempotencyHeader) {}

    /** What fits the schemas, for documentation and tests. */
    public record Example(ObjectNode credentials, ObjectNode settings) {}

    /** The setting that says whether a connection takes the native tools' place; true where it is left out. */
    public Optional<String> roleSetting() {
        return role.map(VendorConnector::roleSetting);
    }

    static String roleSetting(String role) {
        return "use_as_" + role;
    }
}
