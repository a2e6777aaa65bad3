package dev.spectrum.outreach.leads.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedInProfileTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.linkedin.com/in/example-jürgen",
                "https://LinkedIn.com/in/example-J%C3%BCrgen/",
                "http://linkedin.com/in/example-jürgen",
                "linkedin.com/in/example-jürgen?trk=people-search",
                "https://uk.linkedin.com/in/example-jürgen/details/experience/",
                "  in/example-jürgen "
            })
    void knowsAllSpellingsOfOneProfile(String text) {
        assertThat(LinkedInProfile.normalised(text)).contains("https://www.linkedin.com/in/example-jürgen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.linkedin.com/company/initech",
                "https://example.test/in/ann",
                "https://notlinkedin.com/in/ann",
                "ann lee",
                "https://www.linkedin.com/in/"
            })
    void refusesWhatIsNobodysProfile(String text) {
        assertThat(LinkedInProfile.normalised(text)).isEmpty();
    }
}
