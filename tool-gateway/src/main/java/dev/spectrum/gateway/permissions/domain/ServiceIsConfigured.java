package dev.spectrum.gateway.permissions.domain;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service that acts by itself may use only what the configuration names for it. */
public final class ServiceIsConfigured implements ToolRule {

    private final Map<String, Set<String>> toolsByService;

    public ServiceIsConfigured(Map<String, Set<String>> toolsByService) {
        this.toolsByService = toolsByService;
    }

    @Override
    public Optional<Refusal> refuses(ToolUse use) {
        boolean mayNot = use.who() instanceof Who.Service(String name)
                && !toolsByService.getOrDefault(name, Set.of()).contains(use.tool());
        return mayNot ? Optional.of(Refusal.SERVICE_NOT_CONFIGURED) : Optional.empty();
    }
}
