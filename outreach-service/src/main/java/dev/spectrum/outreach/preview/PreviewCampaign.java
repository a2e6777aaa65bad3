package dev.spectrum.outreach.preview;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.Placeholder;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepChannel;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.touches.MessageDelivery;
import dev.spectrum.outreach.touches.domain.Delivery;
import dev.spectrum.outreach.touches.domain.EmailComposition;
import dev.spectrum.outreach.touches.domain.EmailFooter;
import dev.spectrum.outreach.touches.domain.OutgoingMessage;
import dev.spectrum.outreach.touches.domain.Personalisation;
import dev.spectrum.outreach.touches.domain.SendFacts;
import dev.spectrum.outreach.tracking.TrackingConfig;
import dev.spectrum.outreach.tracking.domain.LinkWriter;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Shows a campaign's messages as one lead would get them, and sends one of them to a member. Nothing of it is counted. */
@ApplicationScoped
public class PreviewCampaign {

    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final Settings settings;
    private final MessageDelivery delivery;
    private final TrackingConfig config;
    private final TenantTransaction transaction;

    PreviewCampaign(
            Campaigns campaigns,
            Leads leads,
            Senders senders,
            Settings settings,
            MessageDelivery delivery,
            TrackingConfig config,
            TenantTransaction transaction) {
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.settings = settings;
        this.delivery = delivery;
        this.config = config;
        this.transaction = transaction;
    }

    private record Known(Campaign campaign, Lead lead, Sender sender, OutreachSettings settings) {}

    /**
     * One step's message.
     *
     * @param to where it would go; blank if the lead has no such address
     * @param html blank where the channel has none
     * @param missing what the message would have holes for: it would not be sent
     */
    public record StepPreview(
            int step,
            StepChannel channel,
            String variant,
            int afterHours,
            String to,
            String subject,
            String text,
            String html,
            List<String> missing) {}

    public Uni<List<StepPreview>> preview(UUID tenantId, UUID campaignId, UUID leadId) {
        return known(tenantId, campaignId, leadId).map(PreviewCampaign::steps).map(List::copyOf);
    }

    /**
     * Sends a step's email to a member, marked as a test.
     *
     * @param key the same for every attempt
     */
    public Uni<Delivery> sendTest(UUID tenantId, UUID campaignId, UUID leadId, int step, String to, String key) {
        return known(tenantId, campaignId, leadId)
                .map(known -> test(known, step, to, key))
                .chain(message -> delivery.deliver(tenantId, key, message));
    }

    private Uni<Known> known(UUID tenantId, UUID campaignId, UUID leadId) {
        return transaction.run(
                tenantId,
                () -> campaigns
                        .find(campaignId)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("campaign")))
                        .chain(campaign -> leads.find(leadId)
                                .map(found -> found.orElseThrow(
                                        () -> ProblemException.invalid("/lead_id", "There is no such lead.")))
                                .chain(lead -> senders.all(campaign.plan().senderIds())
                                        .map(PreviewCampaign::first)
                                        .chain(sender ->
                                                settings.get().map(set -> new Known(campaign, lead, sender, set))))));
    }

    private static Sender first(List<Sender> found) {
        return found.stream()
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.conflict("no-sender", "The campaign has no sender: name one in sender_ids."));
    }

    private static List<StepPreview> steps(Known known) {
        List<StepPreview> previews = new ArrayList<>();
        List<SequenceStep> sequence = known.campaign().plan().sequence();
        for (int i = 0; i < sequence.size(); i++) {
            previews.add(step(known, i, sequence.get(i)));
        }
        return previews;
    }

    private static StepPreview step(Known known, int index, SequenceStep step) {
        String variant =
                step.variantFor(known.campaign().id(), index, known.lead().id());
        Personalisation content = Personalisation.of(
                step.text(variant), known.lead().profile(), known.sender().settings());
        String to = SendFacts.address(step.channel().sender(), known.lead().profile());
        boolean email = step.channel() == StepChannel.EMAIL;
        OutgoingMessage message = email ? compose(known, content, to) : null;
        return new StepPreview(
                index,
                step.channel(),
                variant,
                step.hoursAfterTheStepBefore(),
                to,
                content.subject(),
                message == null ? content.body() : message.text(),
                message == null ? "" : message.html(),
                content.missing().stream().map(Placeholder::word).toList());
    }

    private static OutgoingMessage compose(Known known, Personalisation content, String to) {
        UUID id = known.campaign().id();
        return EmailComposition.compose(
                id,
                known.sender().settings(),
                to.isBlank() ? "nobody@invalid" : to,
                content,
                List.of(),
                new EmailFooter(known.settings().postalAddress(), "(the recipient's own link)"),
                LinkWriter.NONE);
    }

    /** Its unsubscribe link leads nowhere: a member who tries it must not suppress anybody. */
    private OutgoingMessage test(Known known, int index, String to, String key) {
        List<SequenceStep> sequence = known.campaign().plan().sequence();
        if (index >= sequence.size() || sequence.get(index).channel() != StepChannel.EMAIL) {
            throw ProblemException.invalid("/step", "Must be an email of the sequence.");
        }
        SequenceStep step = sequence.get(index);
        String variant =
                step.variantFor(known.campaign().id(), index, known.lead().id());
        Personalisation content = Personalisation.of(
                step.text(variant), known.lead().profile(), known.sender().settings());
        // The same for every attempt, as the key is: what says anything else is another message.
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        OutgoingMessage message = EmailComposition.compose(
                id,
                known.sender().settings(),
                to,
                new Personalisation("[Test] " + content.subject(), content.body(), content.missing()),
                List.of(),
                new EmailFooter(
                        known.settings().postalAddress(),
                        config.publicUrl().toString().replaceFirst("/+$", "") + "/unsubscribe/test"),
                LinkWriter.NONE);
        return new OutgoingMessage(
                message.channel(),
                message.from(),
                message.to(),
                message.subject(),
                message.text(),
                message.html(),
                message.messageId(),
                null,
                List.of(),
                Map.of());
    }
}
