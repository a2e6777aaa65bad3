package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.spectrum.gateway.upstreams.domain.PinnedTool;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upstream with all that is known of it. @param tools in the order of their names */
public record UpstreamState(Upstream upstream, Upstreams.Refreshed refreshed, List<PinnedTool> tools) {

    /**
     * A definition that waits for somebody.
     *
     * @param kind {@code new} or {@code changed}
     * @param hash of this very wording: to be given back with the decision
     * @param definition as the upstream has it now, as MCP writes it
     * @param differences from the one in force; none of a new one
     */
    public record Pending(
            String tool,
            String name,
            String kind,
            String hash,
            JsonNode definition,
            List<Differences.Difference> differences) {}

    public List<Pending> pending() {
        return tools.stream()
                .filter(tool -> tool.pending().isPresent())
                .map(UpstreamState::pending)
                .toList();
    }

    private static Pending pending(PinnedTool tool) {
        var offered = tool.pending().orElseThrow();
        JsonNode now = ReadDefinition.json(offered);
        JsonNode before = tool.pinned().map(ReadDefinition::json).orElse(MissingNode.getInstance());
        return new Pending(
                tool.tool(),
                tool.name(),
                before.isMissingNode() ? "new" : "changed",
                offered.hash(),
                now,
                before.isMissingNode() ? List.of() : Differences.between(before, now));
    }

    /**
     * A tool with its state.
     *
     * @param state {@code in_force}; {@code waiting} for its first definition to be accepted; {@code gone} from the upstream;
     *     {@code unusable}, as problem says
     * @param definition the one in force
     * @param isPending whether another one waits
     */
    public record ToolState(
            String tool,
            String name,
            String state,
            @Nullable String problem,
            List<String> tags,
            boolean isPending,
            @Nullable JsonNode definition) {}

    public List<ToolState> toolStates() {
        return tools.stream().map(this::state).toList();
    }

    private ToolState state(PinnedTool tool) {
        return new ToolState(
                tool.tool(),
                tool.name(),
                name(tool),
                tool.problem().isEmpty() ? null : tool.problem(),
                tool.tags().orElse(upstream.definition().tags()),
                tool.pending().isPresent(),
                tool.pinned().map(ReadDefinition::json).orElse(null));
    }

    private static String name(PinnedTool tool) {
        if (tool.gone()) {
            return "gone";
        } else if (tool.isInForce()) {
            return "in_force";
        }
        return tool.problem().isEmpty() ? "waiting" : "unusable";
    }
}
