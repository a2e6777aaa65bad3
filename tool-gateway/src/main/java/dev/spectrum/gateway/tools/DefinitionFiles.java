package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The native tools' definitions, read from {@code tools/*.yaml}. A file that can't be understood stops the start. */
@ApplicationScoped
public class DefinitionFiles {

    private static final List<String> FILES = List.of("crm", "calendar", "email", "web", "find", "results");

    private final ObjectMapper json;

    public DefinitionFiles(ObjectMapper json) {
        this.json = json;
    }

    public List<ToolDefinition> read() {
        List<ToolDefinition> definitions = new ArrayList<>();
        for (String name : FILES) {
            JsonNode file = read("/tools/" + name + ".yaml");
            for (JsonNode tool : file.withArray("/tools")) {
                definitions.add(definition(tool, file.required("data_source").asText()));
            }
        }
        return definitions;
    }

    /** By the name of each tool, the interface that it belongs to: its file's name. */
    public Map<String, String> interfaces() {
        Map<String, String> interfaces = new HashMap<>();
        for (String name : FILES) {
            read("/tools/" + name + ".yaml")
                    .withArray("/tools")
                    .forEach(tool -> interfaces.put(tool.required("name").asText(), name));
        }
        return interfaces;
    }

    private JsonNode read(String resource) {
        try (InputStream yaml = DefinitionFiles.class.getResourceAsStream(resource)) {
            return json.valueToTree(new Yaml(new SafeConstructor(options())).load(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The usual limit on references keeps strangers' files from growing; these are ours, and repeat their shapes. */
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1_000);
        return options;
    }

    /** @param dataSource of a tool that names no other */
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
                List.of(tool.path("data_source").asText(dataSource)));
    }
}
