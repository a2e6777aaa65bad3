package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.leads.domain.Profiles;
import dev.spectrum.outreach.senders.domain.Day;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendPolicyTest {

    private final Facts facts = new Facts();

    @Test
    void nothingIsRefusedWithoutAReason() {
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void holdsATouchOfAPausedCampaign() {
        facts.campaignStatus = CampaignStatus.PAUSED;
        assertThat(refusal()).isInstanceOf(Refusal.UntilResumed.class);
        assertThat(refusal().code()).isEqualTo("campaign-not-running");
    }

    @Test
    void refusesATouchToADeletedLead() {
        facts.leadIsThere = false;
        refusesForGood("lead-gone");
    }

    @Test
    void refusesATouchOfADeletedSender() {
        facts.senderIsThere = false;
        refusesForGood("sender-missing");
    }

    @Test
    void refusesATouchToNowhere() {
        facts.profile = Profiles.named("Ann", "Lee");
        refusesForGood("no-address");
    }

    @Test
    void refusesATouchToASuppressedAddress() {
        facts.suppression = Optional.of(Facts.suppressed(Suppressed.address("ann@initech.test")));
        refusesForGood("suppressed");
        assertThat(refusal().reason()).isEqualTo("The address is suppressed: unsubscribed");
    }

    @ParameterizedTest
    @EnumSource(
            value = LeadStatus.class,
            names = {"UNSUBSCRIBED", "BOUNCED", "CONVERTED", "NOT_INTERESTED"})
    void refusesATouchToALeadWhoseOutreachIsOver(LeadStatus status) {
        facts.leadStatus = status;
        refusesForGood("lead-closed");
    }

    @Test
    void refusesAMessageWithAHole() {
        facts.body = "Dear {{first_name}}, as {{title}} in {{city|your city}} you know {{industry}}";
        refusesForGood("missing-field");
        assertThat(refusal().reason()).contains("title, industry").doesNotContain("city");
    }

    @Test
    void aMessageThatWasWrittenBeforeIsNotWrittenAnew() {
        facts.body = "As {{title}}";
        facts.touch = facts.touch.sending(Facts.message(), Facts.NOW, Facts.TODAY);
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void putsATouchOffUntilTheSendersWindowOpens() {
        facts.window = Optional.of(window("UTC"));
        assertThat(refusal())
                .isEqualTo(new Refusal.Until(
                        "outside-window",
                        "The sender's window opens at 2026-11-20T13:00:00Z.",
                        Instant.parse("2026-11-20T13:00:00Z")));
    }

    @Test
    void theRecipientsTimeIsItsOwnZonesElseItsCountrysElseUtc() {
        facts.window = Optional.of(window(SendWindow.RECIPIENT));
        assertThat(((Refusal.Until) refusal()).time()).isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
        facts.profile = profile("Japan", "");
        assertThat(((Refusal.Until) refusal()).time()).isEqualTo(Instant.parse("2026-11-21T04:00:00Z"));
        facts.profile = profile("Japan", "Europe/Berlin");
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void putsATouchBeyondTheLimitOffUntilTheNextDay() {
        facts.sentToday = 49;
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
        facts.sentToday = 50;
        assertThat(refusal())
                .isEqualTo(new Refusal.Until(
                        "daily-limit",
                        "The sender's limit of 50 a day (UTC) is reached.",
                        Instant.parse("2026-11-21T00:00:00Z")));
    }

    @Test
    void aTouchThatHasItsPartOfTodaysLimitNeedsNoOther() {
        facts.touch = facts.touch.sending(Facts.message(), Facts.NOW, Facts.TODAY);
        facts.sentToday = 50;
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
        facts.touch = facts.touch.sending(Facts.message(), Facts.NOW, Facts.TODAY.minusDays(1));
        assertThat(refusal().code()).isEqualTo("daily-limit");
    }

    @Test
    void whatIsRefusedForGoodIsNotPutOff() {
        facts.sentToday = 50;
        facts.window = Optional.of(window("UTC"));
        facts.profile = Profiles.named("Ann", "Lee");
        refusesForGood("no-address");
    }

    @Test
    void everyPolicyHasItsOwnCodeAndRefusesWithIt() {
        Set<String> codes = new HashSet<>();
        SendPolicy.ALL.forEach(policy -> assertThat(codes.add(policy.code())).isTrue());
        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "campaign-not-running",
                        "lead-gone",
                        "sender-missing",
                        "no-address",
                        "suppressed",
                        "lead-closed",
                        "missing-field",
                        "lead-replied",
                        "condition-not-met",
                        "channel-not-connected",
                        "not-approved",
                        "outside-window",
                        "daily-limit");
    }

    private static SendWindow window(String zone) {
        return new SendWindow(LocalTime.of(13, 0), LocalTime.of(17, 0), EnumSet.allOf(Day.class), zone);
    }

    private static LeadProfile profile(String country, String zone) {
        return new LeadProfile(
                "Ann",
                "Lee",
                "ann@initech.test",
                "",
                "",
                "",
                "",
                "",
                "",
                Optional.empty(),
                country,
                "",
                "",
                zone,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private Refusal refusal() {
        return SendPolicy.firstRefusal(facts.build()).orElseThrow();
    }

    private void refusesForGood(String code) {
        assertThat(refusal()).isInstanceOf(Refusal.ForGood.class);
        assertThat(refusal().code()).isEqualTo(code);
    }
}
