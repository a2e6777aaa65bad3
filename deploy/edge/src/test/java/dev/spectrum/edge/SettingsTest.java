package dev.spectrum.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void fitTheLocalStackWhenNothingIsSet() {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.publicOrigin()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.backends())
                .containsEntry(Backend.AGENT_SERVICE, URI.create("http://localhost:8081"))
                .containsEntry(Backend.CONVERSATION_SERVICE, URI.create("http://localhost:8082"))
                .containsEntry(Backend.TOOL_GATEWAY, URI.create("http://localhost:8083"))
                .containsEntry(Backend.OUTREACH_SERVICE, URI.create("http://localhost:8084"))
                .containsEntry(Backend.KEYCLOAK, URI.create("http://localhost:8085"));
        assertThat(settings.keycloakManagement()).isEqualTo(URI.create("http://localhost:8089"));
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.bodyLimit()).isEqualTo(410 * 1024 * 1024);
    }

    @Test
    void takeWhatTheEnvironmentSays() {
        Settings settings = Settings.from(Map.of(
                "SPECTRUM_HTTP_PORT", "9080",
                "SPECTRUM_AGENT_URL", "https://agents.internal",
                "SPECTRUM_ALLOWED_ORIGINS", "https://a.example, https://b.example,",
                "SPECTRUM_ANSWER_TIMEOUT_SECONDS", "7"));

        assertThat(settings.port()).isEqualTo(9080);
        assertThat(settings.backends()).containsEntry(Backend.AGENT_SERVICE, URI.create("https://agents.internal"));
        assertThat(settings.allowedOrigins()).containsExactlyInAnyOrder("https://a.example", "https://b.example");
        assertThat(settings.answerTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "SPECTRUM_HTTP_PORT,eighty",
        "SPECTRUM_HTTP_PORT,70000",
        "SPECTRUM_BODY_LIMIT_BYTES,-1",
        "SPECTRUM_IDLE_TIMEOUT_SECONDS,0",
        "SPECTRUM_AGENT_URL,localhost:8081",
        "SPECTRUM_AGENT_URL,ftp://host",
        "SPECTRUM_AGENT_URL,http://a b"
    })
    void nameTheVariableThatCannotBeRead(String variable, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }

    @Test
    void areAllInTheHelp() {
        assertThat(Settings.HELP)
                .contains("SPECTRUM_HTTP_PORT", "SPECTRUM_ALLOWED_ORIGINS", "SPECTRUM_BODY_LIMIT_BYTES");
    }
}
