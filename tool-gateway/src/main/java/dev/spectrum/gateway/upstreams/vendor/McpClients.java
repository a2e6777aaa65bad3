package dev.spectrum.gateway.upstreams.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.upstreams.McpServers;
import dev.spectrum.gateway.upstreams.UpstreamFailure;
import dev.spectrum.gateway.upstreams.UpstreamFailure.Kind;
import dev.spectrum.gateway.upstreams.UpstreamsConfig;
import dev.spectrum.gateway.upstreams.domain.Transport;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The same requests, whatever the transport. */
@ApplicationScoped
class McpClients implements McpServers {

    private static final int MOST_PAGES = 50;

    private final StreamableHttp streamableHttp;
    private final StdioProcesses stdio;
    private final UpstreamsConfig config;

    McpClients(StreamableHttp streamableHttp, StdioProcesses stdio, UpstreamsConfig config) {
        this.streamableHttp = streamableHttp;
        this.stdio = stdio;
        this.config = config;
    }

    @Override
    public Uni<List<JsonNode>> tools(Upstream upstream) {
        return page(upstream, JsonNodeFactory.instance.objectNode(), List.of(), 1);
    }

    private Uni<List<JsonNode>> page(Upstream upstream, ObjectNode params, List<JsonNode> before, int number) {
        return request(upstream, "tools/list", params, config.patience()).chain(page -> {
            List<JsonNode> tools = Stream.concat(
                            before.stream(), page.path("tools").valueStream())
                    .toList();
            if (!page.hasNonNull("nextCursor")) {
                return Uni.createFrom().item(tools);
            } else if (number == MOST_PAGES || tools.size() > config.mostTools()) {
                return Uni.createFrom()
                        .failure(new UpstreamFailure(
                                Kind.REFUSED, "The upstream has more tools than one may have here."));
            }
            return page(
                    upstream,
                    JsonNodeFactory.instance.objectNode().set("cursor", page.get("nextCursor")),
                    tools,
                    number + 1);
        });
    }

    @Override
    public Uni<JsonNode> call(Upstream upstream, String tool, ObjectNode arguments) {
        return request(
                upstream,
                "tools/call",
                Protocol.call(tool, arguments),
                Duration.ofSeconds(upstream.definition().timeoutSeconds()));
    }

    @Override
    public Uni<Void> tryOut(Upstream upstream, ObjectNode secrets) {
        return streamableHttp
                .requestApart(upstream, secrets, "tools/list", JsonNodeFactory.instance.objectNode(), config.patience())
                .replaceWithVoid();
    }

    @Override
    public void forget(UUID upstreamId) {
        streamableHttp.forget(upstreamId);
        stdio.forget(upstreamId);
    }

    private Uni<JsonNode> request(Upstream upstream, String method, ObjectNode params, Duration timeout) {
        return switch (upstream.definition().transport()) {
            case Transport.StreamableHttp http -> streamableHttp.request(upstream, method, params, timeout);
            case Transport.Stdio(String command) -> stdio.request(upstream, command, method, params, timeout);
        };
    }
}
