package dev.spectrum.platform.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PromptTemplatePropertyTest {

    private static final Map<String, PromptValue> VALUES = Map.of(
            "name", new PromptValue("name", "Ada {place} $0 \\", "test"),
            "place", new PromptValue("place", "", "test"));

    /** A piece of a template, and what it becomes. */
    record Piece(String template, String rendered) {}

    @Property
    void populatesPlaceholdersAndChangesNoLiteralText(@ForAll("pieces") List<Piece> pieces) {
        String template = pieces.stream().map(Piece::template).collect(Collectors.joining());
        String rendered = pieces.stream().map(Piece::rendered).collect(Collectors.joining());

        assertThat(new PromptTemplate(template).render(VALUES).text()).isEqualTo(rendered);
        assertThat(new PromptTemplate(template).faults(VALUES.keySet())).isEmpty();
    }

    @Property
    void neverLeavesAKnownPlaceholder(@ForAll("scraps") List<String> scraps) {
        PromptTemplate template = new PromptTemplate(String.join("", scraps));
        Map<String, PromptValue> values = Map.of("name", new PromptValue("name", "Ada", "test"));

        if (template.faults(values.keySet()).isEmpty()) {
            assertThat(template.render(values).text()).doesNotContain("{name}").doesNotContain("{{");
        }
    }

    @Property
    void rendersWhateverTextThereIs(@ForAll String text) {
        if (text.indexOf('{') < 0) {
            assertThat(new PromptTemplate(text).render(VALUES).text()).isEqualTo(text);
        }
        new PromptTemplate(text).faults(VALUES.keySet());
    }

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<Piece> literal = Arbitraries.strings()
                .excludeChars('{', '}', '\\')
                .ofMaxLength(20)
                .map(text -> new Piece(text, text));
        Arbitrary<Piece> placeholder = Arbitraries.of("{name}", "{{name}}", "{{ name }}", "{{\tname}}")
                .map(text -> new Piece(text, "Ada {place} $0 \\"));
        Arbitrary<Piece> missing = Arbitraries.of("{place}", "{{place}}").map(text -> new Piece(text, ""));
        Arbitrary<Piece> escaped = Arbitraries.of("{name}", "{{ name }}", "{other}", "{{")
                .map(text -> new Piece("\\" + text, text))
                // Two braces would begin something with a name that follows.
                .map(piece -> new Piece(piece.template() + " ", piece.rendered() + " "));
        Arbitrary<Piece> json =
                Arbitraries.of("{\"a\": {}}", "{}", "{ name }", "}").map(text -> new Piece(text, text));
        return Arbitraries.oneOf(literal, placeholder, missing, escaped, json).list();
    }

    @Provide
    Arbitrary<List<String>> scraps() {
        return Arbitraries.of("{", "}", "{{", "}}", "name", " ", "\n", "x", "{name}", "{{name}}", "\"")
                .list();
    }
}
