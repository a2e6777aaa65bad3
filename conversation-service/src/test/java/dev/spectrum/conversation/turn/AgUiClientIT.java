package dev.spectrum.conversation.turn;

import static dev.spectrum.conversation.ScriptedServers.GATEWAY;
import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.Chat;
import dev.spectrum.conversation.ScriptedGateway;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.NpmPackage;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.ScriptedModel.ToolCall;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** AG-UI's own client, which holds every event to the protocol. Skipped, loudly, where npm or its registry is not at hand. */
@QuarkusTest
class AgUiClientIT {

    private final String role = "agui-" + UUID.randomUUID();

    @Test
    void understandsARunItsToolsItsQuestionAndItsEnd() throws Exception {
        NpmPackage client = NpmPackage.of("@ag-ui/client", "1.0.0").fetched();
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        String conversation = Chat.send(role, "Hello").jsonPath().getString("conversation_id");
        Chat.as(TestUser.ACME_MEMBER)
                .body("{\"permission_mode\": \"co_pilot\"}")
                .patch("/api/v1/conversations/" + conversation + "/settings")
                .then()
                .statusCode(200);
        GATEWAY.offer("email_send", "{\"sent\": true}");
        MODEL.say(new Reply.Tools(List.of(new ToolCall("b", "email_send", "{\"to\": \"dana@northwind.test\"}"))));
        MODEL.say("I have written to Dana.");

        JsonNode understood =
                run(client, "http://localhost:" + RestAssured.port, TestUser.ACME_MEMBER.token(), role, conversation);

        assertThat(understood.path("asked").asInt()).isEqualTo(1);
        assertThat(understood.at("/outcome/type").asText()).isEqualTo("success");
        JsonNode messages = understood.path("messages");
        assertThat(messages.valueStream().map(message -> message.path("role").asText()))
                .containsExactly("user", "assistant", "tool", "assistant");
        assertThat(messages.at("/1/toolCalls/0/function/name").asText()).isEqualTo("email_send");
        assertThat(messages.at("/2/content").asText()).isEqualTo("{\"sent\":true}");
        assertThat(messages.at("/3/content").asText()).isEqualTo("I have written to Dana.");
    }

    private static JsonNode run(NpmPackage client, String... arguments) throws Exception {
        ProcessBuilder node = new ProcessBuilder(
                client.command(Path.of("src/test/resources/agui/client.cjs").toAbsolutePath(), arguments));
        node.environment()
                .put("NODE_PATH", client.folder().resolve("../..").normalize().toString());
        Process process = node.redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return ScriptedGateway.read(printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
