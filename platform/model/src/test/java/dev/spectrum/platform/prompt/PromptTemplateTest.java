package dev.spectrum.platform.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {

    @Test
    void takesBothWaysOfWritingAPlaceholder() {
        assertThat(render("{name} and {{ name }}", "name", "Ada").text()).isEqualTo("Ada and Ada");
    }

    @Test
    void leavesOtherBracesAlone() {
        String text = "{\"a\": 1} {} {Name} {two words} {{}}";
        assertThat(new PromptTemplate(text).variables()).isEmpty();
        assertThat(render(text, "name", "Ada").text()).isEqualTo(text);
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

    private static RenderedPrompt render(String text, String name, String value) {
        return new PromptTemplate(text).render(Map.of(name, new PromptValue(name, value, "test")));
    }
}
