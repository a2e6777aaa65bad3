package dev.spectrum.outreach.preview.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpamWordsTest {

    @Test
    void findsWordsWhateverTheirCaseAndHoweverTheyAreSpaced() {
        assertThat(SpamWords.in("ACT  NOW:\n100% free, guaranteed"))
                .containsExactlyInAnyOrder("act now", "100% free", "guaranteed");
    }

    @Test
    void aWordWithinAnotherIsNone() {
        assertThat(SpamWords.in("The cheapest winners are urgently wanted")).isEmpty();
    }

    @Test
    void findsShouting() {
        assertThat(SpamWords.in("Look!! THIS OFFER ends")).containsExactlyInAnyOrder("!!", "CAPITALS");
        assertThat(SpamWords.in("Does ACME use SAP at NASA?")).isEmpty();
    }
}
