package dev.spectrum.agent.actions.web;

import dev.spectrum.agent.actions.domain.ActionDefinition;
import dev.spectrum.agent.brokers.domain.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An action as clients write it. What they leave out gets the default beside it: a PUT says the whole. */
record ActionBody(
        @NotBlank @Size(max = 200) String name,
        @NotNull UUID promptId,
        @Nullable @Size(max = 100) Map<String, @NotNull UUID> brokerMappings,
        @Nullable @Size(max = 100) Map<String, @NotNull Object> hardcodedValues,
        @Nullable @Size(max = 5) List<@NotNull Scope> contextScopes,
        @Nullable @Valid ConfigBody executionConfig) {

    record ConfigBody(
            @Nullable Boolean autoRun,
            @Nullable Boolean showVariables,
            @Nullable Boolean applyVariables) {

        private static final ConfigBody DEFAULT = new ConfigBody(null, null, null);

        ActionDefinition.ExecutionConfig toConfig() {
            return new ActionDefinition.ExecutionConfig(
                    Objects.requireNonNullElse(autoRun, false),
                    Objects.requireNonNullElse(showVariables, true),
                    Objects.requireNonNullElse(applyVariables, true));
        }
    }

    ActionDefinition toDefinition() {
        return new ActionDefinition(
                name,
                promptId,
                Objects.requireNonNullElse(brokerMappings, Map.of()),
                Objects.requireNonNullElse(hardcodedValues, Map.of()),
                Objects.requireNonNullElse(contextScopes, List.<Scope>of()).stream()
                        .distinct()
                        .sorted()
                        .toList(),
                Objects.requireNonNullElse(executionConfig, ConfigBody.DEFAULT).toConfig());
    }
}
