package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tools that are code of ours: every tenant has them all. */
@Startup
@ApplicationScoped
public class NativeTools implements ToolSource {

    private final List<CatalogueTool> tools;
    private final Map<String, CatalogueTool> byName;
    private final Map<String, String> interfaces;

    /** @throws IllegalStateException if a definition has no code or code has no definition */
    NativeTools(DefinitionFiles files, @Any Instance<Tool<?>> beans, ObjectMapper json) {
        Map<String, Tool<?>> code = beans.stream().collect(Collectors.toMap(Tool::name, tool -> tool));
        List<CatalogueTool> found = new ArrayList<>();
        for (ToolDefinition definition : files.read()) {
            Tool<?> tool = code.remove(definition.name());
            if (tool == null) {
                throw new IllegalStateException("No code for the tool " + definition.name() + ", or two definitions");
            }
            found.add(new CatalogueTool(definition, tool, json));
        }
        if (!code.isEmpty()) {
            throw new IllegalStateException("No definition for the tools " + code.keySet());
        }
        this.tools = List.copyOf(found);
        this.interfaces = files.interfaces();
        this.byName = Collections.unmodifiableMap(found.stream()
                .collect(Collectors.toMap(
                        tool -> tool.definition().name(), tool -> tool, (one, other) -> one, TreeMap::new)));
    }

    /** Whether it is a native tool, of one of these interfaces. */
    boolean isOf(Set<String> chosen, CatalogueTool tool) {
        String name = tool.definition().name();
        return byName.get(name) == tool && chosen.contains(interfaces.get(name));
    }

    /** In the order of their names. */
    Map<String, CatalogueTool> byName() {
        return byName;
    }

    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        return Uni.createFrom().item(tools);
    }
}
