package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.accounts.domain.Account;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.campaigns.domain.StepCondition;
import dev.spectrum.outreach.campaigns.domain.Tracking;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.leads.domain.Profiles;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.senders.domain.Pace;
import dev.spectrum.outreach.senders.domain.SendWindow;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.senders.domain.SenderSettings;
import dev.spectrum.outreach.settings.domain.PermissionMode;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts under which a touch may be sent, until a test says otherwise. */
final class Facts {

    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final UUID TENANT = UUID.randomUUID();

    CampaignStatus campaignStatus = CampaignStatus.RUNNING;
    String body = "Dear {{first_name}}";
    boolean leadIsThere = true;
    LeadStatus leadStatus = LeadStatus.IN_SEQUENCE;
    LeadProfile profile = Profiles.of("Ann", "Lee", "ann@initech.test", "", "");
    boolean senderIsThere = true;
    Channel senderChannel = Channel.EMAIL;
    Optional<SendWindow> window = Optional.empty();
    Optional<Suppression> suppression = Optional.empty();
    SequenceFacts sequence = SequenceFacts.NONE;
    StepChannel next = StepChannel.SMS;

    @Nullable
    StepCondition condition;

    Account account = Account.UNKNOWN;
    Room room = Room.of(1);
    Optional<String> sequenceEnded = Optional.empty();
    Touch touch = Touch.planned(new TouchPlan(
            TENANT,
            UUID.randomUUID(),
            UUID.randomUUID(),
            0,
            UUID.randomUUID(),
            UUID.randomUUID(),
            Channel.EMAIL,
            "a",
            NOW));

    /** It is the second step's, and was reached over this channel. */
    void second(StepChannel channel) {
        next = channel;
        TouchPlan plan = touch.plan();
        touch = Touch.planned(new TouchPlan(
                TENANT, plan.id(), plan.campaignId(), 1, plan.leadId(), plan.senderId(), channel.sender(), "a", NOW));
    }

    Instant now = NOW;

    void channel(Channel channel) {
        TouchPlan plan = touch.plan();
        touch = Touch.planned(new TouchPlan(
                plan.tenantId(), plan.id(), plan.campaignId(), 0, plan.leadId(), plan.senderId(), channel, "a", NOW));
    }

    SendFacts build() {
        return new SendFacts(
                touch,
                campaign(),
                leadIsThere ? Optional.of(new Recipient(UUID.randomUUID(), profile, leadStatus)) : Optional.empty(),
                senderIsThere ? Optional.of(sender()) : Optional.empty(),
                suppression,
                List.of(),
                sequenceEnded,
                account,
                room,
                sequence,
                now);
    }

    Sender sender() {
        return new Sender(
                TENANT,
                UUID.randomUUID(),
                new SenderSettings(
                        senderChannel,
                        "sam@acme.test",
                        "Sam \"S\" Rivers",
                        Optional.empty(),
                        50,
                        window,
                        Pace.NONE,
                        Optional.empty()),
                Optional.empty(),
                0);
    }

    static OutgoingMessage message() {
        return new OutgoingMessage(
                StepChannel.EMAIL,
                "sam@acme.test",
                "ann@initech.test",
                "s",
                "t",
                "h",
                "<id@acme.test>",
                null,
                List.of(),
                Map.of());
    }

    static Suppression suppressed(Suppressed what) {
        return new Suppression(
                TENANT, UUID.randomUUID(), Channel.EMAIL, what, "unsubscribed", Optional.empty(), "recipient", NOW);
    }

    private Campaign campaign() {
        return new Campaign(
                TENANT,
                UUID.randomUUID(),
                new CampaignPlan(
                        "Test",
                        PermissionMode.AUTOPILOT,
                        List.of(
                                SequenceStep.email(0, "Hello", body),
                                new SequenceStep(next, 0, "", body, condition, List.of(), null)),
                        List.of(),
                        LeadFilter.ALL,
                        Tracking.OFF),
                campaignStatus,
                false,
                Optional.empty(),
                1,
                Optional.of(NOW),
                1);
    }
}
