package dev.spectrum.agent.agents.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.Presence;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as clients write it. What they leave out gets the default beside it: a PUT says the whole. What only we say of an
 * agent may be sent back as it was read.
 */
@JsonIgnoreProperties({"id", "version", "served_version", "labels"})
record AgentBody(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9_-]{0,62}", message = "must be lower-case letters, digits, - and _")
        String role,

        @NotBlank @Size(max = 100) String name,
        @Nullable @Size(max = 2000) String description,
        @Nullable @Size(max = 200) String icon,

        @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a color such as #2563eb")
        String color,

        @Nullable Integer position,
        @Nullable Boolean enabled,
        @Nullable @Size(max = 200) String model,
        @Nullable @DecimalMin("0") @DecimalMax("2") Double temperature,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 100) String> dataSources,
        @Nullable @Size(max = 100) Map<@NotBlank @Size(max = 100) String, @NotNull Set<@NotNull Access>> apiPermissions,
        @NotBlank @Size(max = 100_000) String systemPrompt,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 1000) String> responsibilities,
        @Nullable @Size(max = 100_000) String roleInstructions,
        @Nullable UUID cartridgeId) {

    static AgentBody of(Presence presence, AgentDefinition definition) {
        return new AgentBody(
                presence.role(),
                definition.name(),
                definition.description(),
                definition.icon(),
                definition.color(),
                presence.position(),
                presence.enabled(),
                definition.model(),
                definition.temperature(),
                definition.dataSources(),
                definition.apiPermissions(),
                definition.systemPrompt(),
                definition.responsibilities(),
                definition.roleInstructions(),
                definition.cartridgeId().orElse(null));
    }

    Presence toPresence() {
        return new Presence(role, Objects.requireNonNullElse(position, 100), Objects.requireNonNullElse(enabled, true));
    }

    AgentDefinition toDefinition() {
        return new AgentDefinition(
                name,
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(icon, ""),
                systemPrompt,
                Objects.requireNonNullElse(responsibilities, List.of()),
                Objects.requireNonNullElse(roleInstructions, ""),
                Objects.requireNonNullElse(temperature, 0.2),
                Objects.requireNonNullElse(model, ""),
                Objects.requireNonNullElse(dataSources, List.of()),
                Objects.requireNonNullElse(apiPermissions, Map.of()),
                Objects.requireNonNullElse(color, "#64748b"),
                Optional.ofNullable(cartridgeId));
    }
}
