package dev.spectrum.platform.model;

import dev.spectrum.platform.testing.ScriptedModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Models for this module's tests: one that speaks as OpenAI does, and a stub for each provider. */
public class ScriptedServer implements QuarkusTestResourceLifecycleManager {

    static final ScriptedModel MODEL = ScriptedModel.start();
    static final ProviderStub STUB = ProviderStub.start();
    static final String KEY = "sk-test-not-to-be-shown";

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Map.of(
                "OPENAI_BASE_URL",
                MODEL.url(),
                "ANTHROPIC_BASE_URL",
                STUB.url("/anthropic/v1/"),
                "ANTHROPIC_API_KEY",
                KEY,
                "spectrum.models.timeout",
                "4s",
                "spectrum.models.first-token-timeout",
                "1s",
                "spectrum.models.idle-timeout",
                "1s"));
        config.putAll(Map.of(
                "spectrum.models.providers.other.base-url", STUB.url("/openai/v1"),
                "spectrum.models.providers.other.api-key", KEY,
                "spectrum.models.providers.other.models", "other-",
                // Nothing listens there.
                "spectrum.models.providers.gone.base-url", "http://127.0.0.1:1/v1",
                "spectrum.models.providers.gone.api-key", "none",
                "spectrum.models.providers.gone.models", "gone-",
                "spectrum.models.providers.keyless.base-url", STUB.url("/keyless/v1"),
                "spectrum.models.providers.keyless.models", "keyless-",
                "spectrum.models.fallbacks.\"other-with-fallbacks\"", "gone-too,claude-test"));
        return config;
    }

    @Override
    public void stop() {
        MODEL.close();
        STUB.close();
    }
}
