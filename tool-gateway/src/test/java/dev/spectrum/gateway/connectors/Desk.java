package dev.spectrum.gateway.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.connectors.format.BrokenFile;
import dev.spectrum.gateway.connectors.format.ConnectorReader;
import dev.spectrum.gateway.connectors.format.ConnectorReader.Taken;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.DefinitionFiles;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** A made-up vendor's connector, as a file, and a tenant that is connected. */
final class Desk {

    static final UUID TENANT = UUID.randomUUID();
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String FILE = """
            name: %s
            title: Desk
            data_source: support
            base_url: %s
            credentials: { type: object }
            auth: %s
            limits: { requests_per_second: 500, concurrent: 20, timeout_seconds: 2, deadline_seconds: 3, answer_kilobytes: 64 }
            retry: %s
            errors: { code: body.error.code, message: body.error.text }
            test: { method: GET, path: /me }
            tools:
              - name: %s
                title: Do it
                description: Does what the test is about.
                annotations: { readOnlyHint: %s, destructiveHint: false, idempotentHint: false, openWorldHint: true }
                input: { type: object }
                output: { type: object, required: [items, next], properties: { items: { type: array }, next: { type: [string, 'null'] } } }
                example: {}
            """;

    private Desk() {}

    /** @param rest of the tool, indented by four */
    static String file(String name, String url, String auth, String retry, String tool, boolean reads, String rest) {
        return FILE.formatted(name, url, auth, retry, tool, reads) + rest.indent(4);
    }

    /** With an API key, one tool {@code desk_do}. */
    static String file(String url, boolean reads, String rest) {
        return file(
                "desk",
                url,
                "{ type: header, name: X-Api-Key, value: '{credentials.api_key}' }",
                "{}",
                "desk_do",
                reads,
                rest);
    }

    static ConnectorReader reader() {
        return new ConnectorReader(new DefinitionFiles(JSON));
    }

    static VendorConnector read(String file) {
        try {
            return reader().read("desk.yaml", file, Taken.NOTHING);
        } catch (BrokenFile broken) {
            throw new AssertionError(broken.getMessage() + "\n" + file, broken);
        }
    }

    static CallContext context() {
        UUID id = UUID.randomUUID();
        return new CallContext(
                id,
                new Caller(
                        TENANT, "acme", "sam", "Sam Rivers", Optional.of("sam@acme.example"), Optional.of(Role.MEMBER)),
                Optional.empty(),
                id.toString(),
                WaitingClient.SILENT);
    }

    static Uni<JsonNode> call(VendorCalls calls, VendorConnector connector, String arguments) {
        return calls.call(connector, connector.tools().getFirst(), context(), object(arguments), Optional.empty());
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }
}
