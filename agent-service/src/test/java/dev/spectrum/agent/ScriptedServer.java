package dev.spectrum.agent;

import dev.spectrum.platform.testing.ScriptedModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A model for every {@code @QuarkusTest} of the service; tests script it. It ends with the JVM. */
public class ScriptedServer implements QuarkusTestResourceLifecycleManager {

    public static final ScriptedModel MODEL = ScriptedModel.start();

    @Override
    public Map<String, String> start() {
        return Map.of("OPENAI_BASE_URL", MODEL.url(), "SPECTRUM_MODEL", "scripted", "spectrum.models.timeout", "5s");
    }

    @Override
    public void stop() {
        MODEL.close();
    }
}
