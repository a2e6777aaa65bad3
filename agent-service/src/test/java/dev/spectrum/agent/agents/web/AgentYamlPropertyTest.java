package dev.spectrum.agent.agents.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.spectrum.agent.agents.domain.Access;
import dev.spectrum.agent.agents.domain.AgentDefinition;
import dev.spectrum.agent.agents.domain.AgentFile;
import dev.spectrum.agent.agents.domain.AgentFile.FiledLabel;
import dev.spectrum.agent.agents.domain.Presence;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgentYamlPropertyTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final AgentYaml yaml = new AgentYaml(json(), VALIDATOR);

    @Property(tries = 500)
    void whatIsWrittenIsReadAgainAsItWas(@ForAll("files") AgentFile file) {
        String written = yaml.write(List.of(file));

        assertThat(yaml.read(written.getBytes(StandardCharsets.UTF_8)))
                .as(written)
                .containsExactly(file);
    }

    @Provide
    Arbitrary<AgentFile> files() {
        Arbitrary<Map<String, FiledLabel>> labels = Arbitraries.maps(
                        Arbitraries.of("production", "staging", "no", "y1"),
                        Combinators.combine(Arbitraries.of(true, false), definitions())
                                .as(FiledLabel::new))
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("sales", "null", "1e3", "007", "yes"),
                        Arbitraries.integers(),
                        Arbitraries.of(true, false),
                        definitions(),
                        labels)
                .as((role, position, enabled, definition, labelled) ->
                        new AgentFile(new Presence(role, position, enabled), definition, notNone(labelled)));
    }

    /** No labels and nothing said of labels are written in the same way. */
    private static Optional<Map<String, FiledLabel>> notNone(Map<String, FiledLabel> labels) {
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
    }

    private static Arbitrary<AgentDefinition> definitions() {
        Arbitrary<Optional<UUID>> cartridges = Arbitraries.of(Optional.empty(), Optional.of(new UUID(7, 7)));
        Arbitrary<Map<String, Set<Access>>> permissions = Arbitraries.maps(
                        Arbitraries.of("crm", "no", "e mail", "1"),
                        Arbitraries.of(Access.class).set())
                .ofMaxSize(3);
        return Combinators.combine(
                        texts(),
                        texts(),
                        texts().list().ofMaxSize(3),
                        Arbitraries.doubles().between(0, 2),
                        cartridges,
                        permissions)
                .as((prompt, other, list, temperature, cartridge, access) -> new AgentDefinition(
                        "N" + other,
                        other,
                        other,
                        "P" + prompt,
                        list.stream().map(text -> "R" + text).toList(),
                        other,
                        temperature,
                        other,
                        list.stream().map(text -> "D" + text).toList(),
                        access,
                        "#012abc",
                        cartridge));
    }

    /** What YAML gives a meaning to, at the beginnings and ends of lines and words. */
    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "word",
                        " ",
                        "  ",
                        "\n",
                        "\r",
                        "\t",
                        ":",
                        ": ",
                        "#",
                        " #",
                        "- ",
                        "---",
                        "...",
                        "'",
                        "\"",
                        "\\",
                        "no",
                        "null",
                        "~",
                        "1",
                        "1e3",
                        "0x1F",
                        "2026-11-20",
                        "[",
                        "]",
                        "}",
                        "&a",
                        "*a",
                        "!b",
                        "|",
                        ">",
                        "%",
                        "@",
                        "`",
                        "?",
                        "é",
                        "–",
                        "😀",
                        "\u0085",
                        "\u2028",
                        "\u00a0",
                        "\ufeff",
                        "\u0007")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static ObjectMapper json() {
        return new ObjectMapper()
                .registerModule(new Jdk8Module())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setEnumNamingStrategy(EnumNamingStrategies.SNAKE_CASE);
    }
}
