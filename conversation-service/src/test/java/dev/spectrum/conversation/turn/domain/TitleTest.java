package dev.spectrum.conversation.turn.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TitleTest {

    @Test
    void aShortFirstLineIsTheTitle() {
        assertThat(Conversation.title("  Who should I call?\nI have an hour.")).isEqualTo("Who should I call?");
    }

    @Test
    void aLongOneEndsAfterAWord() {
        String title = Conversation.title("word ".repeat(40));

        assertThat(title).endsWith("word\u2026").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void oneWithoutWordsIsCutBetweenCharacters() {
        String title = Conversation.title("\ud83d\ude00".repeat(200));

        assertThat(title.codePointCount(0, title.length())).isEqualTo(80);
        assertThat(title).endsWith("\u2026").doesNotContain("\ufffd");
    }
}
