package dev.spectrum.outreach.touches.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sequence and its permission mode ask for. */
class SequencePolicyTest {

    private final Facts facts = new Facts();

    @ParameterizedTest
    @CsvSource({
        "OPENED,   ,        condition-not-met",
        "OPENED,   OPENED,  ''",
        "OPENED,   CLICKED, ''",
        "CLICKED,  OPENED,  condition-not-met",
        "CLICKED,  CLICKED, ''",
        "NO_REPLY, ,        ''",
        "NO_REPLY, OPENED,  ''",
        "NO_REPLY, REPLIED, condition-not-met"
    })
    void aStepIsForLeadsThatDidWhatItAsksFor(StepCondition.Event event, EngagementKind did, String code) {
        facts.condition = new StepCondition(event, 0);
        facts.second(StepChannel.EMAIL);
        facts.sequence = new SequenceFacts(
                did == null ? Set.of() : Set.of(did),
                PermissionMode.AUTOPILOT,
                OutreachSettings.NONE,
                Optional.empty(),
                LinkWriter.NONE,
                Optional.empty());
        assertThat(code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepChannel.class,
            names = {"LINKEDIN_CONNECTION", "LINKEDIN_DM", "VOICE", "MAIL"})
    void whatNothingDeliversIsSkippedAndSaysSo(StepChannel channel) {
        facts.second(channel);
        assertThat(code()).isEqualTo("channel-not-connected");
    }

    @ParameterizedTest
    @EnumSource(
            value = PermissionMode.class,
            names = {"CO_PILOT", "MANUAL"})
    void aPersonIsAskedBeforeTheFirstAttempt(PermissionMode mode) {
        facts.sequence = new SequenceFacts(
                Set.of(), mode, OutreachSettings.NONE, Optional.empty(), LinkWriter.NONE, Optional.empty());
        Refusal refusal = SendPolicy.firstRefusal(facts.build()).orElseThrow();
        assertThat(refusal).isInstanceOf(Refusal.UntilApproved.class);
        assertThat(facts.touch.refused(refusal).status()).isEqualTo(TouchStatus.AWAITING_APPROVAL);
    }

    @Test
    void whatWasApprovedIsSentWordForWord() {
        Approval asked = new SequenceFacts(
                        Set.of(),
                        PermissionMode.CO_PILOT,
                        OutreachSettings.NONE,
                        Optional.empty(),
                        LinkWriter.NONE,
                        Optional.empty())
                .toApprove(facts.build());
        assertThat(asked.body()).isEqualTo("Dear Ann");
        Approval edited = ((Approval.Decided) asked.edit("Hi", "No {{first_name}} here", Facts.NOW)).approval();
        facts.sequence = new SequenceFacts(
                Set.of(),
                PermissionMode.CO_PILOT,
                OutreachSettings.NONE,
                Optional.of(edited),
                LinkWriter.NONE,
                Optional.empty());
        assertThat(code()).isEqualTo("not-approved");
        Approval approved = ((Approval.Decided) edited.approve("me", Facts.NOW)).approval();
        facts.sequence = new SequenceFacts(
                Set.of(),
                PermissionMode.CO_PILOT,
                OutreachSettings.NONE,
                Optional.of(approved),
                LinkWriter.NONE,
                Optional.empty());
        assertThat(code()).isEmpty();
        assertThat(facts.build().content().body()).isEqualTo("No {{first_name}} here");
    }

    private String code() {
        return SendPolicy.firstRefusal(facts.build()).map(Refusal::code).orElse("");
    }
}
