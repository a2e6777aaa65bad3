package dev.spectrum.gateway.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spectrum.gateway.connections.domain.Connection;
import dev.spectrum.gateway.connectors.VendorForTests.Reply;
import dev.spectrum.gateway.connectors.format.Mistake;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.DefinitionFiles;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector that is a file in a folder and nothing else, while the service runs. */
@QuarkusTest
class ConnectorFilesIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DO = """
            request: { method: GET, path: /items }
            result: '{"items": body.items}'
            """;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final VendorForTests vendor = new VendorForTests();
    private final CredentialsForTests credentials = new CredentialsForTests();

    private ConnectorCatalogue connectors;
    private ConnectorTools tools;

    @BeforeEach
    void watch() {
        connectors = new ConnectorCatalogue(new DefinitionFiles(Desk.JSON), config(folder), vertx);
        connectors.watch();
        tools = new ConnectorTools(connectors, new VendorCalls(new LoopbackHttp(), credentials, Desk.JSON), Desk.JSON);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        vendor.close();
    }

    @Test
    void aNewFileIsANewVendor() throws IOException {
        connect("desk", "{}");
        assertThat(offered()).isEmpty();

        write("desk.yaml", Desk.file(vendor.url(), true, DO));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do"));
        vendor.answers(asked -> Reply.ok("{\"items\": [1, 2]}"));
        CatalogueTool tool = tools.tools(Desk.TENANT).await().atMost(SOON).getFirst();
        assertThat(tool.reachesOut()).isTrue();
        assertThat(tool.call(Desk.context(), Desk.object("{}"))
                        .await()
                        .atMost(SOON)
                        .get("items"))
                .hasSize(2);

        write("desk.yaml", Desk.file(vendor.url(), true, DO).replace("desk_do", "desk_do_more"));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do_more"));

        Files.delete(folder.resolve("desk.yaml"));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).isEmpty());
    }

    @Test
    void aBrokenFileIsNamedWithItsLineAndTheOthersWork() throws IOException {
        connect("desk", "{}");
        connect("other", "{}");
        write("desk.yaml", Desk.file(vendor.url(), true, DO));
        write("other.yaml", Desk.file("other", vendor.url(), "{ type: magic }", "{}", "other_do", true, DO));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do"));
        assertThat(told())
                .containsExactly("other.yaml:6:15: Must be one of none, bearer, header, query, basic, oauth2.");

        write("other.yaml", Desk.file("other", vendor.url(), "{ type: none }", "{}", "other_do", true, DO));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do", "other_do"));
        assertThat(told()).isEmpty();
    }

    @Test
    void theLastGoodVersionOfAFileStays() throws IOException {
        connect("desk", "{}");
        write("desk.yaml", Desk.file(vendor.url(), true, DO));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do"));
        write("desk.yaml", "name: [");
        await().atMost(SOON).untilAsserted(() -> assertThat(told()).hasSize(1));
        assertThat(told().getFirst()).startsWith("desk.yaml:1:8: ");
        assertThat(offered()).containsExactly("desk_do");
    }

    @Test
    void aFileTakesABuiltInOnesPlaceButNoNameOfAnother() throws IOException {
        connect("stripe", "{}");
        assertThat(offered()).contains("stripe_get_mrr");
        write("a.yaml", Desk.file("stripe", vendor.url(), "{ type: none }", "{}", "stripe_get_mrr", true, DO));
        write("b.yaml", Desk.file("thief", vendor.url(), "{ type: none }", "{}", "stripe_get_mrr", true, DO));
        write("c.yaml", Desk.file("stripe", vendor.url(), "{ type: none }", "{}", "stripe_other", true, DO));
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("stripe_get_mrr"));
        assertThat(told())
                .containsExactly(
                        "b.yaml:12:11: There is a tool stripe_get_mrr already, in a.yaml.",
                        "c.yaml:1:7: There is a connector stripe already, in a.yaml.");
    }

    @Test
    void severalConnectionsToAVendorAddAnArgumentThatChooses() throws IOException {
        write("desk.yaml", Desk.file(vendor.url(), true, DO));
        connect("desk", "{}");
        await().atMost(SOON).untilAsserted(() -> assertThat(offered()).containsExactly("desk_do"));
        assertThat(properties()).isEmpty();
        connect("desk", "{}");
        assertThat(properties()).containsExactly("connection");
        assertThat(offered()).containsExactly("desk_do");
    }

    @Test
    void theNewestConnectionTakesTheNativeToolsPlaceUnlessItMayNot() {
        assertThat(instead()).isEmpty();
        connect("resend", "{\"use_as_email\": false}");
        assertThat(offered()).isEmpty();
        assertThat(instead()).isEmpty();
        connect("resend", "{}");
        assertThat(offered()).containsExactly("send_email");
        assertThat(instead()).containsExactly("email");
    }

    private List<String> properties() {
        var schema = tools.tools(Desk.TENANT)
                .await()
                .atMost(SOON)
                .getFirst()
                .definition()
                .inputSchema();
        return schema.path("properties")
                .propertyStream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private List<String> offered() {
        return tools.tools(Desk.TENANT).await().atMost(SOON).stream()
                .map(tool -> tool.definition().name())
                .sorted()
                .toList();
    }

    private List<String> instead() {
        return List.copyOf(tools.insteadOfNative(Desk.TENANT).await().atMost(SOON));
    }

    private List<String> told() {
        return connectors.mistakes().stream().map(Mistake::toString).toList();
    }

    private Connection connect(String connector, String settings) {
        return credentials.add(Desk.TENANT, connector, connector, settings, Desk.object("{\"api_key\": \"secret\"}"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static ConnectorsConfig config(Path folder) {
        return new ConnectorsConfig() {
            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }

            @Override
            public Duration lookEvery() {
                return Duration.ofMillis(50);
            }
        };
    }
}
