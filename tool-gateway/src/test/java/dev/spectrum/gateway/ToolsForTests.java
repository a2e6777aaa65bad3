package dev.spectrum.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Catalogue;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolAnnotations;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolSource;
import dev.spectrum.platform.testing.TestUser;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Tools that reach out to wherever a test wants; there are none but while a test offers them. */
@ApplicationScoped
public class ToolsForTests implements ToolSource {

    private static final Map<String, CatalogueTool> TOOLS = new ConcurrentHashMap<>();

    /** What the tool does with its arguments. */
    public interface Work extends BiFunction<CallContext, JsonNode, Uni<?>> {}

    /** Every tenant has it, in the data source {@code test}, until it is withdrawn. */
    public static void offer(String name, boolean readOnly, Work work) {
        offer(name, new ToolAnnotations(readOnly, false, readOnly, true), work);
    }

    public static void offer(String name, ToolAnnotations annotations, Work work) {
        offer(name, annotations, Optional.empty(), work);
    }

    /** @param deadline its own, instead of what is usual */
    public static void offer(String name, ToolAnnotations annotations, Optional<Duration> deadline, Work work) {
        ObjectNode anything = JsonNodeFactory.instance.objectNode().put("type", "object");
        ToolDefinition definition =
                new ToolDefinition(name, name, "A tool of a test.", anything, anything, annotations, List.of("test"));
        TOOLS.put(name, new CatalogueTool(definition, new Worker(name, deadline, work), new ObjectMapper()));
        changed();
    }

    public static void withdrawAll() {
        TOOLS.clear();
        changed();
    }

    private static void changed() {
        Catalogue catalogue = Arc.container().instance(Catalogue.class).get();
        List.of(TestUser.ACME, TestUser.GLOBEX).forEach(catalogue::changed);
    }

    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        return Uni.createFrom().item(List.copyOf(TOOLS.values()));
    }

    private record Worker(String name, Optional<Duration> deadline, Work work) implements Tool.ReachingOut<JsonNode> {

        @Override
        public Class<JsonNode> arguments() {
            return JsonNode.class;
        }

        @Override
        public Uni<?> call(CallContext context, JsonNode arguments) {
            return work.apply(context, arguments);
        }
    }
}
