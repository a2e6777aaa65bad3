package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** Speaks to upstreams, outside of any transaction. May answer on another thread. */
public interface McpServers {

    /** Its tools as it writes them. Fails with {@link UpstreamFailure}. */
    Uni<List<JsonNode>> tools(Upstream upstream);

    /** The result of {@code tools/call} as it writes it. Fails with {@link UpstreamFailure}. */
    Uni<JsonNode> call(Upstream upstream, String tool, ObjectNode arguments);

    /** Asks it for its tools with these secrets, in a session of its own. Fails with {@link UpstreamFailure}. */
    Uni<Void> tryOut(Upstream upstream, ObjectNode secrets);

    /** Nobody needs it any more as it was: what is kept for it at this replica ends. */
    void forget(UUID upstreamId);
}
