package dev.spectrum.outreach.leads.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.leads.domain.KnownLeads.Match;
import dev.spectrum.outreach.scoring.domain.LeadScore;
import dev.spectrum.outreach.scoring.domain.ScoreComponent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownLeadsTest {

    private static final String PHONE = "+441632960001";
    private static final String LINKEDIN = "https://www.linkedin.com/in/ann";

    private final Lead byEmail = lead(Profiles.of("Ann", "Lee", "ann@initech.test", "", ""));
    private final Lead byPhone = lead(Profiles.of("Ann", "Lee", "", PHONE, ""));
    private final Lead byLinkedIn = lead(Profiles.of("A.", "Lee", "", "", LINKEDIN));
    private final KnownLeads known = new KnownLeads(List.of(byEmail, byPhone, byLinkedIn));

    @Test
    void theSurestSignDecides() {
        assertThat(known.find(Profiles.of("Ann", "Lee", "ann@initech.test", PHONE, LINKEDIN)))
                .contains(new Match(byEmail, MatchedBy.EMAIL));
        assertThat(known.find(Profiles.of("Ann", "Lee", "other@initech.test", PHONE, LINKEDIN)))
                .contains(new Match(byLinkedIn, MatchedBy.LINKEDIN_URL));
        assertThat(known.find(Profiles.of("Ann", "Lee", "other@initech.test", PHONE, "")))
                .contains(new Match(byPhone, MatchedBy.PHONE));
    }

    @Test
    void colleaguesBehindOneNumberAreTwoLeads() {
        assertThat(known.find(Profiles.of("Bob", "Ray", "", PHONE, ""))).isEmpty();
        assertThat(known.find(Profiles.of("", "", "", PHONE, ""))).contains(new Match(byPhone, MatchedBy.PHONE));
        assertThat(known.find(Profiles.of("ANN", "Lée", "", PHONE, ""))).contains(new Match(byPhone, MatchedBy.PHONE));
    }

    @Test
    void aSharedNameIsNoSign() {
        assertThat(known.find(Profiles.named("Ann", "Lee"))).isEmpty();
    }

    @Test
    void whatALeadGainsItIsKnownBy() {
        known.put(byEmail.with(
                byEmail.profile().mergedWith(Profiles.of("", "", "", "+441632960777", "")), byEmail.score()));
        assertThat(known.find(Profiles.of("Ann", "Lee", "", "+441632960777", "")))
                .map(match -> match.lead().id())
                .contains(byEmail.id());
    }

    private static Lead lead(LeadProfile profile) {
        ScoreComponent nothing = new ScoreComponent(0, 20, List.of());
        return new Lead(
                UUID.randomUUID(),
                UUID.randomUUID(),
                profile,
                LeadStatus.SCORED,
                new LeadScore(nothing, nothing, nothing, nothing, nothing),
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }
}
