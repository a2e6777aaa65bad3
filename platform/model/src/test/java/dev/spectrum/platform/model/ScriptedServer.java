package dev.spectrum.platform.model;

import dev.spectrum.platform.testing.ScriptedModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A model for every {@code @QuarkusTest} of the module; it ends with the JVM. */
public class ScriptedServer implements QuarkusTestResourceLifecycleManager {

    static final ScriptedModel MODEL = ScriptedModel.start();

    @Override
    public Map<String, String> start() {
        return Map.of("OPENAI_BASE_URL", MODEL.url(), "spectrum.models.timeout", "2s");
    }

    @Override
    public void stop() {
        MODEL.close();
    }
}
