package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.AgentText;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.SequenceStep;
import dev.spectrum.outreach.campaigns.domain.StepText;
import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.Senders;
import dev.spectrum.outreach.senders.domain.Sender;
import dev.spectrum.outreach.texts.WaitingForText;
import dev.spectrum.outreach.texts.domain.TextBrief;
import dev.spectrum.outreach.touches.domain.Personalisation;
import dev.spectrum.outreach.touches.domain.Refusal;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Says what is to be written for a touch, and lets it go on once it is. Whatever else became of it meanwhile stays. */
@ApplicationScoped
class ReleaseWritten implements WaitingForText {

    private final Touches touches;
    private final Campaigns campaigns;
    private final Leads leads;
    private final Senders senders;
    private final TellOfTouches tell;

    ReleaseWritten(Touches touches, Campaigns campaigns, Leads leads, Senders senders, TellOfTouches tell) {
        this.touches = touches;
        this.campaigns = campaigns;
        this.leads = leads;
        this.senders = senders;
        this.tell = tell;
    }

    private record Known(Touch touch, Optional<Campaign> campaign, Optional<Lead> lead, List<Sender> senders) {

        Optional<TextBrief> brief() {
            TouchPlan plan = touch.plan();
            return campaign.flatMap(found -> {
                SequenceStep step = found.plan().sequence().get(plan.step());
                StepText text = step.text(plan.variant());
                AgentText by = text.personalise();
                if (by == null || lead.isEmpty() || senders.isEmpty()) {
                    return Optional.empty();
                }
                Sender sender = senders.getFirst();
                Personalisation draft = Personalisation.of(text, lead.get().profile(), sender.settings());
                return Optional.of(new TextBrief(
                        plan.tenantId(),
                        plan.id(),
                        plan.leadId(),
                        by,
                        step.channel(),
                        draft.subject(),
                        draft.body(),
                        sender.settings().name(),
                        lead.get().profile()));
            });
        }
    }

    @Override
    public Uni<Optional<TextBrief>> brief(UUID touchId) {
        return touches.find(touchId)
                .map(found -> found.filter(touch -> touch.status() == TouchStatus.AWAITING_TEXT))
                .chain(found -> found.map(touch -> known(touch)
                                .chain(known -> known.brief()
                                        .map(brief -> Uni.createFrom().item(Optional.of(brief)))
                                        // The check before the send knows what is wrong with it.
                                        .orElseGet(() -> written(touchId).replaceWith(Optional.empty()))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Known> known(Touch touch) {
        TouchPlan plan = touch.plan();
        return campaigns
                .find(plan.campaignId())
                .chain(campaign -> leads.find(plan.leadId())
                        .chain(lead -> senders.all(List.of(plan.senderId()))
                                .map(found -> new Known(touch, campaign, lead, found))));
    }

    @Override
    public Uni<Boolean> lock(UUID touchId) {
        return touches.lock(List.of(touchId))
                .map(held -> held.stream().anyMatch(one -> one.touch().status() == TouchStatus.AWAITING_TEXT));
    }

    @Override
    public Uni<Void> written(UUID touchId) {
        return change(touchId, touch -> touch.written(Instant.now())).chain(() -> touches.textWritten(touchId));
    }

    @Override
    public Uni<Void> later(UUID touchId, Duration pause, String reason) {
        return change(touchId, touch -> touch.toBeWritten(Instant.now().plus(pause), reason));
    }

    @Override
    public Uni<Void> skip(UUID touchId, String code, String reason) {
        return change(touchId, touch -> touch.refused(new Refusal.ForGood(code, reason)));
    }

    private Uni<Void> change(UUID touchId, UnaryOperator<Touch> what) {
        return touches.lock(List.of(touchId)).chain(held -> {
            List<Touch> before = held.stream()
                    .map(Touches.Held::touch)
                    .filter(touch -> touch.status() == TouchStatus.AWAITING_TEXT)
                    .toList();
            List<Touch> after = before.stream().map(what).toList();
            return touches.save(after, null).chain(() -> tell.tell(before, after));
        });
    }
}
