package dev.spectrum.outreach.campaigns;

import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.platform.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Launches, pauses and resumes campaigns. What has been done already is not done again. Within the tenant's transaction. */
@ApplicationScoped
public class RunCampaign {

    private final Campaigns campaigns;
    private final Senders senders;
    private final HeldTouches heldTouches;
    private final Settings settings;
    private final Outbox outbox;

    RunCampaign(Campaigns campaigns, Senders senders, HeldTouches heldTouches, Settings settings, Outbox outbox) {
        this.campaigns = campaigns;
        this.senders = senders;
        this.heldTouches = heldTouches;
        this.settings = settings;
        this.outbox = outbox;
    }

    /** What came of it. */
    public sealed interface Result {}

    public record Done(Campaign campaign) implements Result {}

    /** @param code a stable word with hyphens */
    public record Refused(String code, String reason) implements Result {}

    public Uni<Result> launch(Campaign campaign) {
        if (campaign.status() != CampaignStatus.DRAFT) {
            return done(campaign);
        }
        return refusal(campaign)
                .chain(refusal -> refusal.<Uni<Result>>map(
                                refused -> Uni.createFrom().item(refused))
                        .orElseGet(() ->
                                campaigns.launch(campaign.id(), Instant.now()).map(Done::new)));
    }

    private Uni<Optional<Refused>> refusal(Campaign campaign) {
        return senders.all(campaign.plan().senderIds())
                .chain(found -> settings.get().map(set -> refusal(campaign, found, set)));
    }

    /** Who sends commercial email says where they are (CAN-SPAM, and its like elsewhere). */
    private static Optional<Refused> refusal(Campaign campaign, List<Sender> found, OutreachSettings set) {
        if (found.isEmpty()) {
            return Optional.of(new Refused("no-sender", "The campaign has no sender: name one in sender_ids."));
        }
        boolean sendsEmail = campaign.plan().sequence().stream().anyMatch(step -> step.channel() == StepChannel.EMAIL);
        return sendsEmail && set.postalAddress().isBlank()
                ? Optional.of(new Refused(
                        "no-postal-address",
                        "An email has to say where its sender is: set postal_address in the outreach settings."))
                : Optional.empty();
    }

    public Uni<Result> pause(Campaign campaign) {
        return switch (campaign.status()) {
            case DRAFT -> notLaunched();
            case PAUSED -> done(campaign);
            case RUNNING ->
                campaigns
                        .change(campaign.id(), CampaignStatus.PAUSED)
                        .call(paused -> outbox.add(CampaignEvents.paused(paused)))
                        .map(Done::new);
        };
    }

    public Uni<Result> resume(Campaign campaign) {
        return switch (campaign.status()) {
            case DRAFT -> notLaunched();
            case RUNNING -> done(campaign);
            case PAUSED ->
                campaigns
                        .change(campaign.id(), CampaignStatus.RUNNING)
                        .call(resumed -> heldTouches.release(resumed.id()))
                        .map(Done::new);
        };
    }

    private static Uni<Result> done(Campaign campaign) {
        return Uni.createFrom().item(new Done(campaign));
    }

    private static Uni<Result> notLaunched() {
        return Uni.createFrom().item(new Refused("campaign-not-launched", "The campaign was not launched yet."));
    }
}
