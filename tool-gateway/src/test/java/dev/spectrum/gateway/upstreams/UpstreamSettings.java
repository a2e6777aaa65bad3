package dev.spectrum.gateway.upstreams;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Short patience with upstreams, and the commands that tests may run. */
public class UpstreamSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "spectrum.upstreams.patience", "5S",
                "spectrum.upstreams.due-looked-for-every", "0.2S",
                "spectrum.upstreams.failures-to-break", "3",
                "spectrum.upstreams.broken-for", "1S",
                "spectrum.upstreams.longest-answer", "200000",
                "spectrum.upstreams.stdio.most-processes", "2",
                "spectrum.upstreams.stdio.first-pause", "0.2S",
                "spectrum.upstreams.stdio.commands.everything.line", ServerEverything.commandLine("stdio"),
                "spectrum.upstreams.stdio.commands.nothing.line", "/no/such/program");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
