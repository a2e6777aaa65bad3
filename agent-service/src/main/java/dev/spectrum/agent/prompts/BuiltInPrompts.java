package dev.spectrum.agent.prompts;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.spectrum.agent.prompts.domain.Fault;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The prompts that every tenant has, from {@code built-in-prompts.yaml}: once, and not a row for each tenant. */
@Startup
@ApplicationScoped
public class BuiltInPrompts {

    private static final String FILE = "/built-in-prompts.yaml";

    private final Map<UUID, Prompt> byId = new LinkedHashMap<>();

    private record BuiltIn(UUID id, PromptDefinition definition) {}

    BuiltInPrompts() {
        for (BuiltIn builtIn : read()) {
            List<Fault> faults = builtIn.definition().faults();
            if (!faults.isEmpty()) {
                throw new IllegalStateException("Built-in prompt " + builtIn.id() + ": " + faults);
            }
            byId.put(builtIn.id(), new Prompt(builtIn.id(), builtIn.definition().complete(), 0, true));
        }
    }

    /** By id. */
    public List<Prompt> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Prompt> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static List<BuiltIn> read() {
        ObjectMapper yaml = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                .build();
        try (InputStream file = BuiltInPrompts.class.getResourceAsStream(FILE)) {
            return Arrays.asList(yaml.readValue(Objects.requireNonNull(file), BuiltIn[].class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
