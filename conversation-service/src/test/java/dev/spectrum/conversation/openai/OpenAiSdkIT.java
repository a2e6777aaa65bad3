package dev.spectrum.conversation.openai;

import static dev.spectrum.conversation.ScriptedServers.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.AgentState;
import dev.spectrum.conversation.ScriptedServers;
import dev.spectrum.platform.testing.NpmPackage;
import dev.spectrum.platform.testing.ScriptedModel.Reply;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for JavaScript. Skipped, loudly, without npm. */
@QuarkusTest
class OpenAiSdkIT {

    private static final Path SCRIPT =
            Path.of("src/test/resources/openai/sdk.mjs").toAbsolutePath();
    private static final Path OUTPUT = Path.of("target/openai-sdk.txt").toAbsolutePath();

    private final String role = "sdk-" + UUID.randomUUID();

    @Test
    void theClientFindsAllThatItExpects() throws Exception {
        NpmPackage sdk = NpmPackage.of("openai", "7.55.0").fetched();
        ScriptedServers.forget();
        AgentState.tenantsExist();
        AgentState.agent(role);
        MODEL.say("Call Dana.");
        MODEL.say("Call Dana first.");
        for (int i = 0; i < 2; i++) {
            MODEL.askFor("local_weather", "{\"city\": \"Oslo\"}");
            MODEL.say("Yes.");
        }
        MODEL.say(new Reply.Breaks("Call Da"), new Reply.Status(401));

        JsonNode said = run(sdk);

        assertThat(said.path("models").valueStream().map(JsonNode::asText)).contains(role);
        assertThat(said.path("model").asText()).isEqualTo(role);
        assertThat(said.path("whole").asText()).isEqualTo("Call Dana.");
        assertThat(said.path("wholeTokens").asInt()).isEqualTo(15);
        assertThat(said.path("pieces")).hasSize(3);
        assertThat(said.path("streamed").asText()).isEqualTo("Call Dana first.");
        assertThat(said.path("streamedTokens").asInt()).isEqualTo(15);
        for (String tools : List.of("wholeTools", "streamedTools")) {
            assertThat(said.path(tools).toString()).isEqualTo("{\"called\":[\"Oslo\"],\"answer\":\"Yes.\"}");
        }
        assertError(said.path("unknown"), "NotFoundError", 404, "model_not_found");
        assertError(said.path("invalid"), "BadRequestError", 400, "invalid");
        assertThat(said.at("/invalid/param").asText()).isEqualTo("messages[0].content");
        assertError(said.path("stranger"), "AuthenticationError", 401, "invalid_api_key");
        assertThat(said.path("beforeItBroke").asText()).isEqualTo("Call Da");
        assertThat(said.at("/brokenOff/code").asText()).isEqualTo("model_unavailable");
        assertError(said.path("rejected"), "InternalServerError", 502, "model_rejected");
        assertThat(MODEL.requests()).as("the last one was not tried again").hasSize(8);
    }

    private JsonNode run(NpmPackage sdk) throws Exception {
        Process process = new ProcessBuilder(sdk.command(
                        SCRIPT,
                        sdk.folder().toString(),
                        "http://localhost:" + RestAssured.port + "/v1",
                        TestUser.ACME_MEMBER.token(),
                        role))
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends: %s", Files.readString(OUTPUT))
                    .isTrue();
            String output = Files.readString(OUTPUT);
            assertThat(process.exitValue()).as(output).isZero();
            return new ObjectMapper().readTree(output.substring(output.indexOf('{')));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertError(JsonNode error, String kind, int status, String code) {
        assertThat(error.path("kind").asText()).as(error.toString()).isEqualTo(kind);
        assertThat(error.path("status").asInt()).isEqualTo(status);
        assertThat(error.path("code").asText()).isEqualTo(code);
    }
}
