package dev.spectrum.platform.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {

    @Test
    void takesBothWaysOfWritingAPlaceholder() {
        assertThat(render("{name} and {{ name }}, {{{name}}}", "name", "Ada").text())
                .isEqualTo("Ada and Ada, {Ada}");
    }

    @Test
    void leavesOtherBracesAlone() {
        String text = "{\"a\": {\"b\": {}}} {} {two words} {1} \\{ \\d{3} }}";
        assertThat(new PromptTemplate(text).variables()).isEmpty();
        assertThat(new PromptTemplate(text).faults(Set.of())).isEmpty();
        assertThat(render(text, "name", "Ada").text()).isEqualTo(text);
    }

    @Test
    void aBackslashMakesAPlaceholderText() {
        String text = "GET /users/\\{id} \\{{name}} \\{{#if}}, {name}";
        assertThat(new PromptTemplate(text).variables()).containsExactly("name");
        assertThat(new PromptTemplate(text).faults(Set.of("name"))).isEmpty();
        assertThat(render(text, "name", "Ada").text()).isEqualTo("GET /users/{id} {{name}} {{#if}}, Ada");
    }

    @Test
    void reportsAMissingValueAndLeavesNothingInTheText() {
        RenderedPrompt rendered = render("Hello {name}, {place}!", "name", "Ada");
        assertThat(rendered.text()).isEqualTo("Hello Ada, !");
        assertThat(rendered.missing()).containsExactly("place");
        assertThat(rendered.variables()).extracting(PromptValue::name).containsExactly("name");
    }

    @Test
    void doesNotReadPlaceholdersInValues() {
        assertThat(render("{name}", "name", "{{secret}} $1 \\").text()).isEqualTo("{{secret}} $1 \\");
    }

    @Test
    void saysWhereAPlaceholderIsNotClosed() {
        for (String broken : new String[] {"{{name", "{{name}", "{{ two words }}", "{{}}", "{{"}) {
            assertThat(new PromptTemplate("Hello,\n  " + broken + " and {name}.").faults(Set.of("name")))
                    .as(broken)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.line()).isEqualTo(2);
                        assertThat(fault.column()).isEqualTo(3);
                        assertThat(fault.detail()).contains("}}").contains("\\{{");
                    });
        }
    }

    @Test
    void saysWhereAVariableIsUnknownAndWhichThereAre() {
        assertThat(new PromptTemplate("{name} {UserName} {{ nam }}").faults(Set.of("name", "age")))
                .extracting(TemplateFault::describe)
                .containsExactly(
                        "Line 1, column 8: Unknown variable UserName, which as text is written `\\{UserName}`;"
                                + " there are: age, name.",
                        "Line 1, column 19: Unknown variable nam, which as text is written `\\{{ nam }}`;"
                                + " there are: age, name.");
    }

    private static RenderedPrompt render(String text, String name, String value) {
        return new PromptTemplate(text).render(Map.of(name, new PromptValue(name, value, "test")));
    }
}
