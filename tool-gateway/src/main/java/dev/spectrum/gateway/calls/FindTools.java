package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.McpDefinition;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolSearch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code find_tools}: searches what the agent may use, so that its model need not be shown all of it. */
@ApplicationScoped
class FindTools implements Tool.OnRecords<FindTools.Arguments> {

    static final String NAME = "find_tools";
    private static final int LIMIT = 5;

    private final PermittedTools permittedTools;

    FindTools(PermittedTools permittedTools) {
        this.permittedTools = permittedTools;
    }

    record Arguments(String query, @Nullable Integer limit) {}

    /**
     * @param tools the definitions as MCP lists them, the best match first
     * @param matches how many fit at all
     */
    record Found(List<ObjectNode> tools, int matches) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Found> call(CallContext context, Arguments arguments) {
        int limit = arguments.limit() == null ? LIMIT : arguments.limit();
        return permittedTools.list(context.caller(), context.agentRole()).map(permitted -> {
            List<ToolDefinition> matches = new ToolSearch(permitted.orElse(List.of()).stream()
                            .map(CatalogueTool::definition)
                            .toList())
                    .search(arguments.query());
            return new Found(
                    matches.stream().limit(limit).map(McpDefinition::toCallIt).toList(), matches.size());
        });
    }
}
