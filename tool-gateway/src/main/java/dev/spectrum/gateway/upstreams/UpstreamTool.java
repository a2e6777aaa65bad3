package dev.spectrum.gateway.upstreams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.permissions.domain.Access;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.ResultSchema;
import dev.spectrum.gateway.tools.Tool;
import dev.spectrum.gateway.tools.ToolContent;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.gateway.upstreams.domain.Upstream;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tool of an upstream, and what its answers mean here. */
final class UpstreamTool implements Tool.ReachingOut<JsonNode> {

    private static final int LONGEST_ERROR = 4000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Upstream upstream;
    private final String tool;
    private final ToolDefinition definition;
    private final CallUpstream callUpstream;
    // Made when first needed, like that of the arguments.
    private volatile @Nullable ResultSchema schema;

    /** @param tool what the upstream calls it */
    UpstreamTool(Upstream upstream, String tool, ToolDefinition definition, CallUpstream callUpstream) {
        this.upstream = upstream;
        this.tool = tool;
        this.definition = definition;
        this.callUpstream = callUpstream;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Class<JsonNode> arguments() {
        return JsonNode.class;
    }

    @Override
    public Uni<Object> call(CallContext context, JsonNode arguments) {
        return callUpstream
                .call(upstream, tool, (ObjectNode) arguments)
                .map(this::result)
                .onFailure(UpstreamFailure.class)
                .transform(failure -> explain((UpstreamFailure) failure));
    }

    @Override
    public String place() {
        return upstream.id().toString();
    }

    /** So that it is the upstream of whom it is known that it did not answer. */
    @Override
    public Optional<Duration> deadline() {
        return Optional.of(CallUpstream.longest(upstream).plusSeconds(1));
    }

    /** The structured result alone where it says all that the content does; otherwise both, or the one that there is. */
    private Object result(JsonNode answer) {
        if (answer.path("isError").asBoolean()) {
            throw ToolException.of("upstream-error", text(answer), things(answer));
        }
        JsonNode structured = answer.path("structuredContent");
        JsonNode meta = answer.path("_meta").isEmpty() ? null : answer.path("_meta");
        if (!structured.isObject() || structured.has(ToolContent.KEY)) {
            if (definition.outputSchema() != null) {
                throw new UpstreamFailure(
                        UpstreamFailure.Kind.UNKNOWN,
                        "The upstream gave no structured result, though it says that it does.");
            }
            return new ToolContent(
                    answer.path("content")
                            .valueStream()
                            .map(UpstreamTool::block)
                            .toList(),
                    null,
                    meta);
        }
        Optional<String> violation = violation(structured);
        if (violation.isPresent()) {
            return misshapen(answer, violation.get(), meta);
        }
        List<JsonNode> more = answer.path("content")
                .valueStream()
                .filter(block -> !says(block, structured))
                .map(UpstreamTool::block)
                .toList();
        return more.isEmpty() && meta == null ? structured : new ToolContent(more, structured, meta);
    }

    private Optional<String> violation(JsonNode structured) {
        JsonNode output = definition.outputSchema();
        if (output == null) {
            return Optional.empty();
        }
        ResultSchema known = schema;
        if (known == null) {
            known = new ResultSchema(output);
            schema = known;
        }
        return known.violation(structured);
    }

    /** A read may be given up for it. What was done was done: then the words are kept, and what is left out is said. */
    private ToolContent misshapen(JsonNode answer, String violation, @Nullable JsonNode meta) {
        String what = "The upstream's structured result is not what its outputSchema says: " + cut(violation);
        if (definition.access() == Access.READ) {
            throw ToolException.of("upstream-error", what);
        }
        return new ToolContent(
                Stream.concat(
                                answer.path("content").valueStream().map(UpstreamTool::block),
                                Stream.of(text("It was done. " + what + " It is left out.")))
                        .toList(),
                null,
                meta);
    }

    /** Whether it is no more than the object as text, as older clients want it. */
    private static boolean says(JsonNode block, JsonNode structured) {
        String text = block.path("text").asText();
        if (!block.path("type").asText().equals("text")) {
            return false;
        } else if (text.equals(structured.toString())) {
            return true;
        }
        try {
            return text.startsWith("{") && JSON.readTree(text).equals(structured);
        } catch (JsonProcessingException words) {
            return false;
        }
    }

    private static List<JsonNode> things(JsonNode answer) {
        return answer.path("content")
                .valueStream()
                .map(UpstreamTool::block)
                .filter(block -> !block.path("type").asText().equals("text"))
                .toList();
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
    }

    /** As it is, if it is one that every client understands; otherwise as text. */
    private static JsonNode block(JsonNode block) {
        boolean isKnown = switch (block.path("type").asText()) {
            case "text" -> block.path("text").isTextual();
            case "image", "audio" ->
                block.path("data").isTextual() && block.path("mimeType").isTextual();
            case "resource" ->
                block.at("/resource/uri").isTextual()
                        && (block.at("/resource/text").isTextual()
                                || block.at("/resource/blob").isTextual());
            case "resource_link" ->
                block.path("uri").isTextual() && block.path("name").isTextual();
            default -> false;
        };
        return isKnown ? block : text(block.toString());
    }

    private static String text(JsonNode answer) {
        String text = answer.path("content")
                .valueStream()
                .filter(block -> block.path("type").asText().equals("text"))
                .map(block -> block.path("text").asText())
                .collect(Collectors.joining("\n"));
        if (text.isBlank()) {
            return "The upstream says that it failed, and not why.";
        }
        return cut(text);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + " …";
    }

    /** Who only reads may do so again; otherwise nobody knows what was done. */
    private RuntimeException explain(UpstreamFailure failure) {
        return switch (failure.kind()) {
            case UNREACHED -> ToolException.retryable("upstream-unreached", failure.reason());
            case BUSY -> ToolException.retryable("upstream-busy", failure.reason());
            case REFUSED -> ToolException.of("upstream-refused", failure.reason());
            case UNKNOWN ->
                definition.access() == Access.READ
                        ? ToolException.retryable("upstream-silent", failure.reason())
                        : failure;
        };
    }
}
