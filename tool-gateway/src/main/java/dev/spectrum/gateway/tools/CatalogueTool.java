package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** A tool as the catalogue has it: what is said of it, and what it does. */
public final class CatalogueTool {

    private final ToolDefinition definition;
    private final Tool<?> tool;
    private final ArgumentSchema schema;
    private final ObjectMapper json;

    public CatalogueTool(ToolDefinition definition, Tool<?> tool, ObjectMapper json) {
        this.definition = definition;
        this.tool = tool;
        this.schema = new ArgumentSchema(definition.inputSchema());
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
        schema.require(arguments);
    }

    /** Does it, with valid arguments. Fails with {@link ToolException} if it can't be done and nothing was. */
    public Uni<JsonNode> call(CallContext context, JsonNode arguments) {
        return call(tool, context, arguments);
    }

    private <A> Uni<JsonNode> call(Tool<A> called, CallContext context, JsonNode arguments) {
        return Uni.createFrom()
                .item(() -> read(arguments, called.arguments()))
                .chain(read -> called.call(context, read))
                .map(json::valueToTree);
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
