package dev.spectrum.outreach.campaigns.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

    private static final Map<Placeholder, String> ANN = Map.of(
            Placeholder.FIRST_NAME, "Ann", Placeholder.COMPANY, "Smith & {{title}} $1 \\", Placeholder.CITY, " ");

    @Test
    void fillsInWhatIsKnown() {
        assertThat(fill("Hi {{first_name}}, {{ first_name }}!").text()).isEqualTo("Hi Ann, Ann!");
    }

    @Test
    void takesTheDefaultWhereNothingIsKnown() {
        assertThat(fill("Hi {{last_name|there}}, from {{city | your city}}, {{first_name|there}}"))
                .isEqualTo(new MessageTemplate.Filled("Hi there, from your city, Ann", java.util.Set.of()));
        assertThat(fill("Hi{{last_name|}}").missing()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(fill("{{title}} {{first_name}} {{city}} {{title}}").missing())
                .containsExactly(Placeholder.TITLE, Placeholder.CITY);
    }

    @Test
    void aValueIsNeverReadAsATemplate() {
        assertThat(fill("At {{company}}.").text()).isEqualTo("At Smith & {{title}} $1 \\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{shoe_size}}",
                "{{First_Name}}",
                "{{}}",
                "{{first name}}",
                "Hi {{first_name}",
                "Hi {first_name}}",
                "Hi {{first_name",
                "{{first_name|a{b}}"
            })
    void refusesWhatCanNeverBeFilled(String template) {
        assertThat(new MessageTemplate(template).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hi", "{first_name}", "a } b { c", "{{sender_name}} {{industry|your industry}}"})
    void takesWhatCan(String template) {
        assertThat(new MessageTemplate(template).problems()).isEmpty();
    }

    private static MessageTemplate.Filled fill(String template) {
        return new MessageTemplate(template).fill(ANN);
    }
}
