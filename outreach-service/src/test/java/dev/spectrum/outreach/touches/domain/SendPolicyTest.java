package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.leads.domain.Profiles;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Day;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        facts.touch = facts.touch.sending(Facts.message(), Facts.NOW, Facts.NOW);
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
    void nothingLeavesOnAHolidayOfTheRecipientsCountryUnlessTheWindowSaysSo() {
        // Friday 2026-12-25, noon in UTC; the window of the sender's weekdays opens again on Monday.
        facts.now = Instant.parse("2026-12-25T12:00:00Z");
        facts.profile = profile("France", "");
        facts.window = Optional.of(new SendWindow(
                LocalTime.of(9, 0), LocalTime.of(17, 0), EnumSet.range(Day.MON, Day.FRI), SendWindow.RECIPIENT, false));
        assertThat(((Refusal.Until) refusal()).time()).isEqualTo(Instant.parse("2026-12-28T08:00:00Z"));
        facts.window = Optional.of(new SendWindow(
                LocalTime.of(9, 0), LocalTime.of(17, 0), EnumSet.range(Day.MON, Day.FRI), SendWindow.RECIPIENT, true));
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void aTouchWithoutRoomWaitsUntilThereIsSome() {
        Instant free = Facts.NOW.plusSeconds(3600);
        facts.room = Room.fullUntil(free);
        assertThat(refusal())
                .isEqualTo(new Refusal.UntilRoom(
                        "limit-reached",
                        "What may leave through the sender, or its domain, is used up until 2026-11-20T13:00:00Z.",
                        free));
    }

    @ParameterizedTest
    @ValueSource(strings = {"past_due", "canceled"})
    void nothingLeavesWithoutASubscription(String status) {
        facts.account = new Account(status, Optional.of(100L));
        assertThat(refusal().code()).isEqualTo("subscription-inactive");
        facts.account = new Account("trialing", Optional.of(100L));
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void nothingLeavesWithoutACredit() {
        facts.account = new Account("active", Optional.of(0L));
        assertThat(refusal().code()).isEqualTo("no-credits");
        // What is tried again has reserved its own.
        facts.touch = facts.touch.sending(Facts.message(), Facts.NOW, Facts.NOW);
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void aLeadThatAnsweredIsOutOfTheSequence() {
        facts.sequenceEnded = Optional.of("replied");
        refusesForGood("sequence-ended");
    }

    @ParameterizedTest
    @CsvSource({
        "Germany, EMAIL, '', consent-missing",
        "Germany, EMAIL, yes, ''",
        "France, EMAIL, '', ''",
        "France, SMS, '', consent-missing",
        "Australia, EMAIL, '', ''",
        "Australia, SMS, '', consent-missing",
        "Australia, SMS, true, ''",
        "United States, EMAIL, '', ''",
        "United States, VOICE, '', consent-missing",
        "Spain, VOICE, '', ''",
        "Japan, SMS, '', ''",
        "'', EMAIL, '', ''"
    })
    void whereTheCountryAsksForConsentItMustBeThere(String country, Channel channel, String consent, String code) {
        bySomebodyByHand(channel);
        facts.profile = with(profile(country, ""), Map.of("consent_" + channel.word(), consent));
        assertThat(SendPolicy.firstRefusal(facts.build()).map(Refusal::code).orElse(""))
                .isEqualTo(code.isEmpty() ? "not-approved" : code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"France", "Australia"})
    void aPrivateMailboxIsNotACompanys(String country) {
        facts.profile = new LeadProfile(
                "Ann",
                "",
                "ann@gmail.com",
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
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
        refusesForGood("consent-missing");
    }

    @Test
    void whoIsNotToBeCalledIsNotCalled() {
        bySomebodyByHand(Channel.VOICE);
        facts.profile = with(profile("Spain", ""), Map.of("do_not_call", "yes"));
        refusesForGood("do-not-call");
    }

    @Test
    void whoIsNotToBeCalledIsNotTextedEither() {
        facts.second(StepChannel.SMS);
        facts.senderChannel = Channel.SMS;
        facts.profile = with(profile("Spain", ""), Map.of("do_not_call", "yes", "consent_sms", "yes"));
        refusesForGood("do-not-call");
        facts.profile = with(profile("Spain", ""), Map.of("consent_sms", "yes"));
        assertThat(SendPolicy.firstRefusal(facts.build())).isEmpty();
    }

    @Test
    void aStepIsNotSentByASenderOfAnotherChannel() {
        facts.second(StepChannel.SMS);
        facts.profile = profile("Japan", "");
        refusesForGood("sender-missing");
    }

    @Test
    void whatNothingDeliversIsNotSentFromHereEvenIfAPersonSaysSo() {
        facts.second(StepChannel.VOICE);
        facts.profile = profile("Japan", "");
        facts.sequence = new SequenceFacts(
                Set.of(),
                PermissionMode.MANUAL,
                OutreachSettings.NONE,
                Optional.empty(),
                LinkWriter.NONE,
                Optional.empty());
        assertThat(refusal().code()).isEqualTo("not-approved");
        Approval sent = ((Approval.Decided)
                        facts.build().sequence().toApprove(facts.build()).send("ann", Facts.NOW))
                .approval();
        facts.sequence = new SequenceFacts(
                Set.of(),
                PermissionMode.MANUAL,
                OutreachSettings.NONE,
                Optional.of(sent),
                LinkWriter.NONE,
                Optional.empty());
        refusesForGood("channel-not-connected");
    }

    /** What nothing delivers goes this far in manual mode alone. */
    private void bySomebodyByHand(Channel channel) {
        facts.channel(channel);
        facts.sequence = new SequenceFacts(
                Set.of(),
                PermissionMode.MANUAL,
                OutreachSettings.NONE,
                Optional.empty(),
                LinkWriter.NONE,
                Optional.empty());
    }

    @Test
    void whatIsRefusedForGoodIsNotPutOff() {
        facts.room = Room.fullUntil(Facts.NOW.plusSeconds(60));
        facts.window = Optional.of(window("UTC"));
        facts.profile = Profiles.named("Ann", "Lee");
        refusesForGood("no-address");
    }

    @Test
    void everyPolicyHasItsOwnCodeAndRefusesWithIt() {
        Set<String> codes = new LinkedHashSet<>();
        SendPolicy.ALL.forEach(policy -> assertThat(codes.add(policy.code())).isTrue());
        assertThat(codes)
                .containsExactly(
                        "subscription-inactive",
                        "no-credits",
                        "campaign-not-running",
                        "lead-gone",
                        "lead-closed",
                        "sequence-ended",
                        "condition-not-met",
                        "channel-not-connected",
                        "sender-missing",
                        "no-address",
                        "suppressed",
                        "consent-missing",
                        "missing-field",
                        "text-not-written",
                        "not-approved",
                        "text-not-approved",
                        "outside-window",
                        "limit-reached");
    }

    private static SendWindow window(String zone) {
        return new SendWindow(LocalTime.of(13, 0), LocalTime.of(17, 0), EnumSet.allOf(Day.class), zone, false);
    }

    private static LeadProfile with(LeadProfile lead, Map<String, Object> custom) {
        return new LeadProfile(
                lead.firstName(),
                lead.lastName(),
                lead.email(),
                "",
                lead.phone(),
                "",
                "",
                "",
                "",
                Optional.empty(),
                lead.country(),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                custom);
    }

    private static LeadProfile profile(String country, String zone) {
        return new LeadProfile(
                "Ann",
                "Lee",
                "ann@initech.test",
                "",
                "+14155550100",
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
