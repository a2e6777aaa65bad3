package dev.spectrum.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.platform.testing.Endpoint;
import dev.spectrum.platform.testing.EndpointMatrix;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint as every role: a new one needs its row in docs/security.md, and here what its path names, if anything. */
@QuarkusTest
class EndpointsIT {

    private static final EndpointMatrix MATRIX = EndpointMatrix.of("conversation-service", "dev.spectrum.conversation")
            .id("/api/v1/conversations/{id}", EndpointsIT::conversation)
            .id("PATCH /api/v1/conversations/{id}", EndpointsIT::conversationOfAMember)
            .id("DELETE /api/v1/conversations/{id}", EndpointsIT::conversationOfAMember)
            .id("POST /api/v1/conversations/{id}/outcomes", EndpointsIT::conversationOfAMember)
            .id("/api/v1/messages/{id}", EndpointsIT::answer)
            .id("/v1/models/{role}", EndpointsIT::role)
            // Users are no tenant's: ExportIT and ErasureIT call these.
            .refusalsOnly("/api/v1/users/")
            .id("/api/v1/attachments/{id}", EndpointsIT::attachment)
            .body("POST /api/v1/attachments", () -> "A note".getBytes(StandardCharsets.UTF_8))
            .body("POST /api/chat/send", EndpointsIT::message)
            .body("POST /api/v1/chat/send", EndpointsIT::message)
            .body("POST /v1/chat/completions", EndpointsIT::completion)
            // Runs and settings are their users' own: RunIT, ApprovalIT and BusyIT call them as those.
            .id("/api/chat/runs/{id}", EndpointsIT::run)
            .answeredElsewhere("/api/chat/runs/")
            .answeredElsewhere("/api/v1/conversations/{id}/settings");

    private static String role = "";

    /** Once: there are many tests here. */
    @BeforeEach
    void anAgentExists() {
        if (role.isEmpty()) {
            AgentState.tenantsExist();
            role = "matrix-" + UUID.randomUUID();
            AgentState.agent(role);
        }
        ScriptedServers.forget();
    }

    @Test
    void theTableOfRolesIsWhatTheCodeSays() {
        assertThat(MATRIX.differences()).isEmpty();
    }

    static List<Endpoint> guarded() {
        return MATRIX.guarded();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void asksWhoItIs(Endpoint endpoint) {
        assertThat(MATRIX.statusWithoutToken(endpoint)).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void refusesWhoMayNot(Endpoint endpoint) {
        assertThat(MATRIX.statusesOfLowerRoles(endpoint))
                .isNotEmpty()
                .allSatisfy((user, status) -> assertThat(status).isEqualTo(403));
    }

    static List<Endpoint> answering() {
        return MATRIX.answering();
    }

    static List<Endpoint> ofOneTenant() {
        return MATRIX.ofOneTenant();
    }

    @ParameterizedTest
    @MethodSource("ofOneTenant")
    void showsNothingOfAnotherTenant(Endpoint endpoint) {
        assertThat(MATRIX.statusInAnotherTenant(endpoint)).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("answering")
    void answersWhoMayAsTheOpenApiDocumentSays(Endpoint endpoint) {
        assertThat(MATRIX.answer(endpoint).statusCode()).isBetween(200, 299);
    }

    private static String role() {
        return role;
    }

    private static Object message() {
        return Chat.body(role, "Who is next?");
    }

    private static Object completion() {
        return Map.of("model", role, "messages", List.of(Map.of("role", "user", "content", "Who is next?")));
    }

    /** Of the viewer's. */
    private static String attachment() {
        String id = Files.add("note.txt", "A note");
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "update attachment set user_id = ? where id = ?",
                    TestUser.ACME_VIEWER.subject(),
                    UUID.fromString(id));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return id;
    }

    /** Of the viewer's, who reads own conversations alone and can't begin one. */
    private static String conversation() {
        String id = conversationOfAMember();
        try (Sql sql = Sql.in(TestUser.ACME)) {
            sql.change(
                    "update conversation set user_id = ? where id = ?",
                    TestUser.ACME_VIEWER.subject(),
                    UUID.fromString(id));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return id;
    }

    private static String conversationOfAMember() {
        return Chat.send(role, "Who is next?").then().statusCode(200).extract().path("conversation_id");
    }

    private static String run() {
        return Chat.send(role, "Who is next?").then().statusCode(200).extract().path("run_id");
    }

    /** In a conversation of the viewer's. */
    private static String answer() {
        String conversation = conversation();
        try (Sql sql = Sql.in(TestUser.ACME)) {
            return sql.one("select active_message_id from conversation where id = ?", UUID.fromString(conversation))
                    .orElseThrow();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
