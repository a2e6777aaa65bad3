package dev.spectrum.outreach.leads.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeadProfileTest {

    private static final LeadProfile FULL = new LeadProfile(
            "Ann",
            "Lee",
            "ann@initech.test",
            "ann@home.test",
            "+441632960001",
            "Director",
            "Initech",
            "https://initech.test",
            "Software",
            Optional.of(38),
            "Germany",
            "Berlin",
            "https://www.linkedin.com/in/ann",
            "Europe/Berlin",
            Optional.of(true),
            Optional.of(LocalDate.of(2024, 1, 1)),
            Optional.of(false),
            Optional.of(LocalDate.of(2023, 1, 1)),
            List.of("Fair"),
            Map.of("source", "fair", "rank", 1));

    @Test
    void aBlankNewerFieldNeverReplacesAFilledOne() {
        LeadProfile blank = Profiles.of("", "", "", "", "").mergedWith(FULL);
        assertThat(FULL.mergedWith(Profiles.of("", "", "", "", ""))).isEqualTo(FULL);
        assertThat(blank.title()).isEqualTo("Director");
    }

    @Test
    void aFilledNewerFieldReplacesTheOlderOne() {
        LeadProfile newer = new LeadProfile(
                "Anne",
                "",
                "",
                "",
                "",
                "CEO",
                "",
                "",
                "",
                Optional.of(40),
                "UK",
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                List.of("Webinar", "Fair"),
                Map.of("rank", 2, "note", "new", "source", ""));

        LeadProfile merged = FULL.mergedWith(newer);

        assertThat(merged.firstName()).isEqualTo("Anne");
        assertThat(merged.lastName()).isEqualTo("Lee");
        assertThat(merged.title()).isEqualTo("CEO");
        assertThat(merged.employees()).contains(40);
        assertThat(merged.country()).isEqualTo("United Kingdom");
        assertThat(merged.hiring()).contains(true);
        assertThat(merged.lists()).containsExactly("Fair", "Webinar");
        assertThat(merged.custom()).isEqualTo(Map.of("source", "fair", "rank", 2, "note", "new"));
    }

    @Test
    void thatAnAddressWasVerifiedHoldsForThatAddressAlone() {
        LeadProfile newer = Profiles.of("Ann", "Lee", "ann@globex.test", "", "");
        assertThat(FULL.mergedWith(newer).emailVerified()).isEmpty();
        LeadProfile same = Profiles.of("Ann", "Lee", " ANN@initech.test", "", "");
        assertThat(FULL.mergedWith(same).emailVerified()).contains(true);
    }

    @Test
    void isSomebodyWithANameOrAWayToReachIt() {
        assertThat(Profiles.named("Ann", "").isSomebody()).isTrue();
        assertThat(Profiles.of("", "", "", "+441632960001", "").isSomebody()).isTrue();
        assertThat(Profiles.of("", "", "", "", "").isSomebody()).isFalse();
    }
}
