package dev.spectrum.agent.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.prompts.domain.Filling;
import dev.spectrum.agent.prompts.domain.Prompt;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.prompts.domain.PromptSettings;
import dev.spectrum.agent.prompts.domain.Template;
import dev.spectrum.agent.prompts.domain.Variable;
import dev.spectrum.agent.runs.RunOrder;
import dev.spectrum.agent.runs.domain.Origin;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.web.Problem;
import dev.spectrum.platform.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts values into a prompt's messages, and refuses those that don't fit. */
@ApplicationScoped
public class FillPrompt {

    /** Of all messages together: a short prompt may mention a long value many times. */
    private static final long MOST_CHARACTERS = 400_000;

    private final ObjectMapper json;

    FillPrompt(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The values for a prompt's variables.
     *
     * @param fromUser what the request says
     * @param offers values by variable, the strongest first, the user's among them
     * @throws ProblemException 400 for a variable that the prompt does not have, 422 for a value of the wrong type
     */
    public Filling fill(
            PromptDefinition prompt, Map<String, Object> fromUser, List<Map<String, ResolvedVariable>> offers) {
        requireKnown(prompt, fromUser);
        Filling filling = Filling.of(prompt.variables(), offers);
        if (!filling.misfits().isEmpty()) {
            throw ProblemException.of(
                    422,
                    "wrong-type",
                    "A value has the wrong type",
                    filling.misfits().stream()
                            .map(misfit -> new Problem.FieldError(
                                    "/variables/" + misfit.variable().name(),
                                    misfit.detail() + origin(misfit.variable())))
                            .toList());
        }
        return filling;
    }

    private static void requireKnown(PromptDefinition prompt, Map<String, Object> fromUser) {
        Set<String> unknown = new HashSet<>(fromUser.keySet());
        prompt.variables().stream().map(Variable::name).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown.stream()
                    .sorted()
                    .map(name -> new Problem.FieldError(
                            "/variables/" + name.replace("~", "~0").replace("/", "~1"),
                            "The prompt has no such variable."))
                    .toList());
        }
    }

    private static String origin(ResolvedVariable variable) {
        return switch (variable.source()) {
            case USER -> "";
            case HARDCODED -> " It is hardcoded in the action.";
            case BROKER -> " It is what broker " + variable.brokerId() + " gives.";
            case DEFAULT -> " It is the default.";
        };
    }

    /** The messages, with nothing where a value is missing. */
    public List<PromptMessage> messages(PromptDefinition prompt, Filling filling) {
        Map<String, String> texts = new HashMap<>();
        filling.variables().forEach(variable -> texts.put(variable.name(), text(variable.value())));
        UnaryOperator<String> values = name -> texts.getOrDefault(name, "");
        long characters = prompt.messages().stream()
                .mapToLong(message -> new Template(message.content()).length(values))
                .sum();
        if (characters > MOST_CHARACTERS) {
            throw ProblemException.of(
                    422,
                    "too-long",
                    "Too long",
                    List.of(new Problem.FieldError(
                            "/variables",
                            "The messages would have " + characters + " characters, and may have " + MOST_CHARACTERS
                                    + ".")));
        }
        return prompt.messages().stream()
                .map(message -> new PromptMessage(message.role(), new Template(message.content()).render(values)))
                .toList();
    }

    /** @throws ProblemException 422 if a required value is missing */
    public RunOrder order(Origin origin, String name, Prompt prompt, Filling filling) {
        if (!filling.missing().isEmpty()) {
            throw ProblemException.of(
                    422,
                    "value-missing",
                    "A value is missing",
                    filling.missing().stream()
                            .map(missing -> new Problem.FieldError("/variables/" + missing, "Must have a value."))
                            .toList());
        }
        PromptSettings settings = prompt.definition().settings();
        return new RunOrder(
                origin,
                name,
                new RunOrder.Question(
                        settings.model(),
                        settings.temperature(),
                        settings.maxTokens(),
                        Optional.ofNullable(settings.responseSchema()).map(this::write),
                        messages(prompt.definition(), filling).stream()
                                .map(FillPrompt::message)
                                .collect(Collectors.toCollection(ArrayList::new))),
                filling.variables());
    }

    private static ModelMessage message(PromptMessage message) {
        return switch (message.role()) {
            case SYSTEM -> new ModelMessage.System(message.content());
            case USER -> new ModelMessage.User(message.content());
            case ASSISTANT -> new ModelMessage.Assistant(message.content(), List.of());
        };
    }

    /** As the model reads it: a number without an exponent, lists and objects as JSON. */
    private String text(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Number number -> new BigDecimal(number.toString()).toPlainString();
            default -> write(value);
        };
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Values and schemas are JSON", notSerialisable);
        }
    }
}
