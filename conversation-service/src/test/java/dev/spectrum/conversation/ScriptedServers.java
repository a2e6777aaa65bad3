package dev.spectrum.conversation;

import dev.spectrum.platform.testing.ScriptedModel;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A model and a tool-gateway for every {@code @QuarkusTest} of the service; tests script them. They end with the JVM. */
public class ScriptedServers implements QuarkusTestResourceLifecycleManager {

    public static final ScriptedModel MODEL = ScriptedModel.start();
    public static final ScriptedGateway GATEWAY = ScriptedGateway.start();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "OPENAI_BASE_URL", MODEL.url(),
                "SPECTRUM_GATEWAY_URL", GATEWAY.url(),
                "spectrum.models.timeout", "2s");
    }

    @Override
    public void stop() {
        MODEL.close();
        GATEWAY.close();
    }

    /** Before each test: nothing scripted, nothing received. */
    public static void forget() {
        MODEL.forget();
        GATEWAY.forget();
    }
}
