package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every tool there is, by name. Who may use which is not decided here. */
@Startup
@ApplicationScoped
public class Catalogue {

    private final Map<String, CatalogueTool> tools = new TreeMap<>();

    /** @throws IllegalStateException if a definition has no code or code has no definition */
    Catalogue(DefinitionFiles files, @Any Instance<Tool<?>> beans, ObjectMapper json) {
        Map<String, Tool<?>> code = beans.stream().collect(Collectors.toMap(Tool::name, tool -> tool));
        for (ToolDefinition definition : files.read()) {
            Tool<?> tool = code.remove(definition.name());
            if (tool == null || tools.put(definition.name(), new CatalogueTool(definition, tool, json)) != null) {
                throw new IllegalStateException("No code for the tool " + definition.name() + ", or two definitions");
            }
        }
        if (!code.isEmpty()) {
            throw new IllegalStateException("No definition for the tools " + code.keySet());
        }
    }

    public Optional<CatalogueTool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /** In the order of their names. */
    public Collection<CatalogueTool> all() {
        return tools.values();
    }
}
