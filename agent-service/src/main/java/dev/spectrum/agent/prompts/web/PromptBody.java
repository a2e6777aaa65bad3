package dev.spectrum.agent.prompts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.prompts.domain.PromptSettings;
import dev.spectrum.agent.prompts.domain.Template;
import dev.spectrum.agent.prompts.domain.Variable;
import dev.spectrum.agent.prompts.domain.VariableType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prompt as clients write it. What they leave out gets the default beside it: a PUT says the whole. */
record PromptBody(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 2000) String description,
        @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid MessageBody> messages,
        @Nullable @Valid SettingsBody settings,
        @Nullable @Size(max = 100) List<@NotNull @Valid VariableBody> variableDefaults) {

    record MessageBody(
            @NotNull PromptMessage.Speaker role,
            @NotBlank @Size(max = 100_000) String content) {

        static MessageBody of(PromptMessage message) {
            return new MessageBody(message.role(), message.content());
        }
    }

    record SettingsBody(
            @Nullable @Size(max = 200) String model,
            @Nullable @DecimalMin("0") @DecimalMax("2") Double temperature,
            @Nullable @Min(1) @Max(32_000) Integer maxTokens,
            @Nullable Map<String, Object> responseSchema) {

        private static final SettingsBody DEFAULT = new SettingsBody(null, null, null, null);

        static SettingsBody of(PromptSettings settings) {
            return new SettingsBody(
                    settings.model(), settings.temperature(), settings.maxTokens(), settings.responseSchema());
        }

        PromptSettings toSettings() {
            return new PromptSettings(
                    Objects.requireNonNullElse(model, ""),
                    Objects.requireNonNullElse(temperature, 0.2),
                    Objects.requireNonNullElse(maxTokens, 1000),
                    responseSchema);
        }
    }

    record VariableBody(
            @NotNull @Pattern(regexp = Template.NAME, message = "must be lower-case letters, digits and _")
            String name,

            @JsonProperty("default") @Nullable Object defaultValue,
            @Nullable VariableType type,
            @Nullable Boolean required,
            @Nullable @Size(max = 200) List<@NotBlank @Size(max = 500) String> options,
            @Nullable @Size(max = 1000) String help) {

        static VariableBody of(Variable variable) {
            return new VariableBody(
                    variable.name(),
                    variable.defaultValue(),
                    variable.type(),
                    variable.required(),
                    variable.options(),
                    variable.help());
        }

        Variable toVariable() {
            return new Variable(
                    name,
                    Objects.requireNonNullElse(type, VariableType.TEXT),
                    defaultValue,
                    Objects.requireNonNullElse(required, true),
                    Objects.requireNonNullElse(options, List.of()),
                    Objects.requireNonNullElse(help, ""));
        }
    }

    static PromptBody of(PromptDefinition definition) {
        return new PromptBody(
                definition.name(),
                definition.description(),
                definition.messages().stream().map(MessageBody::of).toList(),
                SettingsBody.of(definition.settings()),
                definition.variables().stream().map(VariableBody::of).toList());
    }

    PromptDefinition toDefinition() {
        return new PromptDefinition(
                name,
                Objects.requireNonNullElse(description, ""),
                messages.stream()
                        .map(message -> new PromptMessage(message.role(), message.content()))
                        .toList(),
                Objects.requireNonNullElse(settings, SettingsBody.DEFAULT).toSettings(),
                Objects.requireNonNullElse(variableDefaults, List.<VariableBody>of()).stream()
                        .map(VariableBody::toVariable)
                        .toList());
    }
}
