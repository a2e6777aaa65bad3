package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.spectrum.gateway.permissions.domain.Agent;
import dev.spectrum.gateway.permissions.domain.AgentChoice;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tool as the catalogue has it: what is said of it, and what it does. */
public final class CatalogueTool {

    private final ToolDefinition definition;
    private final Tool<?> tool;
    private final ObjectMapper json;
    // Both made when first needed: most tools of most tenants are never called. Made twice they are the same.
    private volatile @Nullable ArgumentSchema schema;
    private volatile @Nullable RawValue listed;

    public CatalogueTool(ToolDefinition definition, Tool<?> tool, ObjectMapper json) {
        this.definition = definition;
        this.tool = tool;
        this.json = json;
    }

    public ToolDefinition definition() {
        return definition;
    }

    /** Whether it works outside of any transaction, {@link Tool.ReachingOut}. */
    public boolean reachesOut() {
        return tool instanceof Tool.ReachingOut<?>;
    }

    /** See {@link Tool.ReachingOut#place()}. */
    public String place() {
        return tool instanceof Tool.ReachingOut<?> outside ? outside.place() : definition.name();
    }

    /** See {@link Tool.ReachingOut#deadline()}. */
    public Optional<Duration> deadline() {
        return tool instanceof Tool.ReachingOut<?> outside ? outside.deadline() : Optional.empty();
    }

    /**
     * Holds arguments to the input schema.
     *
     * @throws ToolException that names each that breaks it
     */
    public void requireValid(JsonNode arguments) {
        ArgumentSchema known = schema;
        if (known == null) {
            known = new ArgumentSchema(definition.inputSchema());
            schema = known;
        }
        known.require(arguments);
    }

    /** The definition as MCP lists it, written out and encoded once: lists of many tools are asked for often. */
    public RawValue listed() {
        RawValue known = listed;
        if (known == null) {
            known = new RawValue(
                    new SerializedString(McpDefinition.of(definition).toString()));
            listed = known;
        }
        return known;
    }

    /** The same tool, as this agent uses it: as a part of the data source by which it was granted. */
    public CatalogueTool usedBy(AgentChoice agent) {
        if (!(agent instanceof AgentChoice.Chosen(Agent chosen))) {
            return this;
        }
        ToolDefinition granted = chosen.grantedBy(definition.tags(), definition.access())
                .map(definition::asPartOf)
                .orElse(definition);
        return granted.dataSource().equals(definition.dataSource()) ? this : new CatalogueTool(granted, tool, json);
    }

    /** Does it, with valid arguments. Fails with {@link ToolException} if it can't be done and nothing was. */
    public Uni<JsonNode> call(CallContext context, JsonNode arguments) {
        return call(tool, context, arguments);
    }

    private <A> Uni<JsonNode> call(Tool<A> called, CallContext context, JsonNode arguments) {
        return Uni.createFrom()
                .item(() -> read(arguments, called.arguments()))
                .chain(read -> called.call(context, read))
                .map(this::tree);
    }

    private JsonNode tree(Object result) {
        return result instanceof JsonNode tree ? tree : json.valueToTree(result);
    }

    /** What the schema can't say may still be wrong, such as a number beyond any type. */
    private <A> A read(JsonNode arguments, Class<A> shape) {
        try {
            return json.treeToValue(arguments, shape);
        } catch (JsonMappingException misfit) {
            String pointer = misfit.getPath().stream()
                    .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                    .collect(Collectors.joining());
            throw ToolException.invalid(pointer, "Can't be understood.");
        } catch (JsonProcessingException unreadable) {
            throw ToolException.invalid("", "Can't be understood.");
        }
    }
}
