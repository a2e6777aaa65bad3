package dev.spectrum.agent.prompts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void putsValuesInAndLeavesSingleBracesAlone() {
        Template template = new Template("{\"to\": \"{{ name }}\", \"at\": {\"{{company}}\": 1}}");
        assertThat(template.fault()).isEmpty();
        assertThat(template.names()).containsExactly("name", "company");
        assertThat(template.render(Map.of("name", "Ada", "company", "$1 \\ Co")::get))
                .isEqualTo("{\"to\": \"Ada\", \"at\": {\"$1 \\ Co\": 1}}");
    }

    @Test
    void aPlaceholderInAValueIsText() {
        assertThat(new Template("{{a}} {{b}}").render(Map.of("a", "{{b}}", "b", "{{a}}")::get))
                .isEqualTo("{{b}} {{a}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{name", "{{}}", "{{Name}}", "{{a b}}", "{{{name}}", "ok {{name}} then {{", "{{1st}}"})
    void saysWhereItIsBroken(String text) {
        assertThat(new Template(text).fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("character"));
    }

    @Property
    void whatIsNotBrokenLeavesNoPlaceholderBehind(@ForAll @StringLength(max = 40) String text) {
        Template template = new Template(text + "{{name}}");
        if (template.fault().isEmpty()) {
            assertThat(template.render(name -> "x")).doesNotContain("{{");
        }
    }

    @Property
    void knowsHowLongItWillBe(
            @ForAll @StringLength(max = 40) String text, @ForAll @StringLength(max = 40) String value) {
        Template template = new Template(text + "{{name}}" + text);
        assertThat(template.length(name -> value))
                .isEqualTo(template.render(name -> value).length());
    }
}
