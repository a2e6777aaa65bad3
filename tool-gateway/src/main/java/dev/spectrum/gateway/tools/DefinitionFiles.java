package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The native tools' definitions, read from {@code tools/*.yaml}. A file that can't be understood stops the start. */
@ApplicationScoped
class DefinitionFiles {

    private static final List<String> FILES = List.of("crm", "calendar", "email", "find", "results");

    private final ObjectMapper json;

    DefinitionFiles(ObjectMapper json) {
        this.json = json;
    }

    List<ToolDefinition> read() {
        List<ToolDefinition> definitions = new ArrayList<>();
        for (String name : FILES) {
            JsonNode file = read("/tools/" + name + ".yaml");
            for (JsonNode tool : file.withArray("/tools")) {
                definitions.add(definition(tool, file.required("data_source").asText()));
            }
        }
        return definitions;
    }

    private JsonNode read(String resource) {
        try (InputStream yaml = DefinitionFiles.class.getResourceAsStream(resource)) {
            return json.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ToolDefinition definition(JsonNode tool, String dataSource) {
        JsonNode annotations = tool.required("annotations");
        return new ToolDefinition(
                tool.required("name").asText(),
                tool.required("title").asText(),
                tool.required("description").asText(),
                tool.required("input"),
                tool.required("output"),
                new ToolAnnotations(
                        annotations.required("readOnlyHint").asBoolean(),
                        annotations.required("destructiveHint").asBoolean(),
                        annotations.required("idempotentHint").asBoolean(),
                        annotations.required("openWorldHint").asBoolean()),
                List.of(dataSource));
    }
}
