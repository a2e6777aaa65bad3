package dev.spectrum.gateway.mcp;

import dev.spectrum.platform.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** From which pages a browser may call. The others are turned away, whatever name they gave this server in their DNS. */
@ApplicationScoped
class Origins {

    private final Set<String> allowed;

    Origins(McpConfig config) {
        URI own = config.publicUrl();
        this.allowed = new HashSet<>(config.allowedOrigins().orElse(Set.of()));
        this.allowed.add(own.getScheme() + "://" + own.getAuthority());
    }

    /** Clients that are no browsers name no origin. */
    boolean allow(Optional<String> origin) {
        return origin.isEmpty() || allowed.contains(origin.get());
    }

    void require(Optional<String> origin) {
        if (!allow(origin)) {
            throw ProblemException.of(403, "forbidden", "Not allowed", "This origin may not call MCP.");
        }
    }
}
