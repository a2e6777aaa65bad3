package dev.spectrum.outreach.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTest {

    private static final Instant SENT = Instant.parse("2026-11-20T12:00:00Z");
    private static final String PERSON =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17 Safari/605.1.15";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PERSON,
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                "Mozilla/5.0 (X11; CUBOT P80) Chrome/120"
            })
    void aPersonReadsMail(String agent) {
        assertThat(visit("GET", agent, "", 60)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mozilla/5.0",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (compatible; bingbot/2.0)",
                "Slackbot-LinkExpanding 1.0",
                "Barracuda Sentinel (EE)",
                "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
                "python-requests/2.31",
                "curl/8.5.0",
                "Java/21.0.1",
                "facebookexternalhit/1.1",
                "Mozilla/5.0 HeadlessChrome/120"
            })
    void aMachineDoesNot(String agent) {
        assertThat(visit("GET", agent, "", 60)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, prefetch, false",
        "GET, prefetch;prerender, false",
        "GET, preview, false",
        "HEAD, '', false",
        "GET, '', true"
    })
    void whatIsLoadedAheadOrOnlyLookedAtCountsForNothing(String method, String purpose, boolean counts) {
        assertThat(visit(method, PERSON, purpose, 60)).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "4, false", "5, true", "86400, true"})
    void nobodyReadsWithinSeconds(int seconds, boolean counts) {
        assertThat(visit("GET", PERSON, "", seconds)).isEqualTo(counts);
    }

    @Test
    void whatWasNeverSentIsReadByNobody() {
        assertThat(new Visit("GET", PERSON, "", Optional.empty(), SENT).isByAPerson())
                .isFalse();
    }

    private static boolean visit(String method, String agent, String purpose, int seconds) {
        return new Visit(method, agent, purpose, Optional.of(SENT), SENT.plus(Duration.ofSeconds(seconds)))
                .isByAPerson();
    }
}
