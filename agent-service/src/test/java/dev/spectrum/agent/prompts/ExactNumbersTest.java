package dev.spectrum.agent.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.agent.json.ExactNumbers;
import dev.spectrum.agent.prompts.domain.Filling;
import dev.spectrum.agent.prompts.domain.PromptDefinition;
import dev.spectrum.agent.prompts.domain.PromptMessage;
import dev.spectrum.agent.prompts.domain.PromptSettings;
import dev.spectrum.agent.prompts.domain.Variable;
import dev.spectrum.agent.prompts.domain.VariableType;
import dev.spectrum.agent.runs.domain.ResolvedVariable;
import dev.spectrum.agent.runs.domain.ValueSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A number that is given is the number that is kept, shown and told to the model, digit by digit. */
class ExactNumbersTest {

    private static final ObjectMapper JSON = json();

    @Property
    void aNumberKeepsAllItsDigits(@ForAll BigInteger digits, @ForAll @IntRange(min = -40, max = 300) int scale)
            throws JsonProcessingException {
        String number = new BigDecimal(digits, scale).toPlainString();
        Map<String, Object> given =
                JSON.readValue("{\"x\": " + number + ", \"y\": {\"z\": [" + number + "]}}", new TypeReference<>() {});

        assertThat(rendered(given)).isEqualTo(number + " {\"z\":[" + number + "]}");
        assertThat(JSON.readValue(JSON.writeValueAsString(given), Map.class)).isEqualTo(given);
    }

    private static String rendered(Map<String, Object> given) {
        PromptDefinition prompt = new PromptDefinition(
                "p",
                "",
                List.of(new PromptMessage(PromptMessage.Speaker.USER, "{{x}} {{y}}")),
                new PromptSettings("", 0, 1, null),
                List.of(
                        new Variable("x", VariableType.NUMBER, null, true, List.of(), ""),
                        new Variable("y", VariableType.JSON, null, true, List.of(), "")));
        FillPrompt fillPrompt = new FillPrompt(JSON);
        Filling filling = fillPrompt.fill(
                prompt,
                given,
                List.of(Map.of(
                        "x", said(given, "x"),
                        "y", said(given, "y"))));
        return fillPrompt.messages(prompt, filling).getFirst().content();
    }

    private static ResolvedVariable said(Map<String, Object> given, String name) {
        return new ResolvedVariable(name, Objects.requireNonNull(given.get(name)), ValueSource.USER);
    }

    private static ObjectMapper json() {
        ObjectMapper json = new ObjectMapper();
        new ExactNumbers().customize(json);
        return json;
    }
}
