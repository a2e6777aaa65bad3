package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.contract.VendorDescriptions;
import dev.spectrum.gateway.connectors.contract.VendorMock;
import dev.spectrum.gateway.connectors.format.ConnectorReader;
import dev.spectrum.gateway.connectors.format.VendorConnector;
import dev.spectrum.gateway.connectors.format.VendorTool;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.DefinitionFiles;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every built-in connector to its vendor's own description of its API: each tool's example call must be a request that
 * the description allows, and the tool must understand what the description says is answered. The descriptions are no part of
 * the project; where they are missing, or npm is, the tests are skipped.
 */
@QuarkusTest
class ContractIT {

    private static final Path DESCRIPTIONS = Path.of("../../shared/vendor-specs");
    /** What those lack where no vendor but somebody else wrote them: ours, and a part of the project. */
    private static final Path ADDITIONS = Path.of("src/test/resources/vendor-descriptions");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final UUID TENANT = UUID.randomUUID();

    @TestFactory
    Stream<DynamicNode> everyToolFitsItsVendorsApi() {
        return VendorDescriptions.unlessMissing(DESCRIPTIONS, () -> {
            VendorMock.requireInstalled();
            ConnectorReader reader = new ConnectorReader(new DefinitionFiles(JSON));
            return new ConnectorFiles(reader, ConnectorCatalogue.builtIn())
                    .current().connectors().values().stream().map(ContractIT::ofConnector);
        });
    }

    private static DynamicNode ofConnector(VendorConnector connector) {
        Path folder = DESCRIPTIONS.resolve(connector.name());
        if (!Files.isDirectory(folder)) {
            return DynamicTest.dynamicTest(
                    connector.name(),
                    () -> Assumptions.abort("SKIPPED: there is no description of " + connector.name()));
        }
        List<Path> folders = Stream.of(folder, ADDITIONS.resolve(connector.name()))
                .filter(Files::isDirectory)
                .toList();
        VendorMock mock = new VendorMock(folders, new LoopbackHttp());
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest("its test call", () -> testCall(connector, mock)));
        connector
                .tools()
                .forEach(tool -> tests.add(
                        DynamicTest.dynamicTest(tool.definition().name(), () -> toolCall(connector, tool, mock))));
        return DynamicContainer.dynamicContainer(
                connector.name(), tests.stream().onClose(mock::close));
    }

    private static void testCall(VendorConnector connector, VendorMock mock) {
        CredentialsForTests credentials = new CredentialsForTests();
        Connection connection = connection(connector, credentials);
        Optional<String> refusal = new VendorCalls(mock, credentials, JSON)
                .test(connector, connection, connector.example().credentials())
                .await()
                .atMost(PATIENCE);
        mock.requireNoViolations();
        assertThat(refusal).isEmpty();
    }

    private static void toolCall(VendorConnector connector, VendorTool tool, VendorMock mock) {
        CredentialsForTests credentials = new CredentialsForTests();
        connection(connector, credentials);
        CallContext context = new CallContext(
                UUID.randomUUID(),
                new Caller(
                        TENANT, "acme", "sam", "Sam Rivers", Optional.of("sam@acme.example"), Optional.of(Role.MEMBER)),
                Optional.empty(),
                "key",
                WaitingClient.SILENT);
        JsonNode result;
        try {
            result = new VendorCalls(mock, credentials, JSON)
                    .call(connector, tool, context, tool.example(), Optional.empty())
                    .await()
                    .atMost(PATIENCE);
        } finally {
            mock.requireNoViolations();
        }
        assertThat(SCHEMAS.getSchema(
                                Objects.requireNonNull(tool.definition().outputSchema())
                                        .toString(),
                                InputFormat.JSON)
                        .validate(result.toString(), InputFormat.JSON))
                .as(result.toPrettyString())
                .isEmpty();
    }

    private static Connection connection(VendorConnector connector, CredentialsForTests credentials) {
        return credentials.add(
                TENANT,
                connector.name(),
                "example",
                connector.example().settings().toString(),
                connector.example().credentials());
    }
}
