package dev.spectrum.outreach.touches;

import dev.spectrum.outreach.approvals.Approvals;
import dev.spectrum.outreach.approvals.domain.Approval;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.settings.Settings;
import dev.spectrum.outreach.settings.domain.OutreachSettings;
import dev.spectrum.outreach.texts.Texts;
import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.touches.domain.SequenceFacts;
import dev.spectrum.outreach.touches.domain.Touch;
import dev.spectrum.outreach.touches.domain.TouchPlan;
import dev.spectrum.outreach.tracking.Engagements;
import dev.spectrum.outreach.tracking.Engagements.Way;
import dev.spectrum.outreach.tracking.WriteLinks;
import dev.spectrum.outreach.tracking.WriteLinks.LinkWriters;
import dev.spectrum.outreach.tracking.domain.EngagementKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what touches' sequences and permission modes ask for, in a fixed number of statements, whatever their number. Within
 * the tenant's transaction.
 */
@ApplicationScoped
class ReadSequence {

    private final Settings settings;
    private final Engagements engagements;
    private final Approvals approvals;
    private final WriteLinks writeLinks;
    private final Texts texts;

    ReadSequence(Settings settings, Engagements engagements, Approvals approvals, WriteLinks writeLinks, Texts texts) {
        this.settings = settings;
        this.engagements = engagements;
        this.approvals = approvals;
        this.writeLinks = writeLinks;
        this.texts = texts;
    }

    /**
     * @param campaigns those of the touches, by their ids
     * @return by the touches' ids
     */
    Uni<Map<UUID, SequenceFacts>> read(List<Touch> touches, Map<UUID, Campaign> campaigns) {
        return settings.get()
                .chain(set -> engagement(touches)
                        .chain(engagement -> approved(touches)
                                .chain(approved -> written(touches, campaigns)
                                        .chain(written -> links(campaigns, set)
                                                .map(links -> facts(
                                                        touches,
                                                        campaigns,
                                                        set,
                                                        engagement,
                                                        approved,
                                                        written,
                                                        links))))));
    }

    /** Looked for only where an agent is to write. */
    private Uni<Map<UUID, GeneratedText>> written(List<Touch> touches, Map<UUID, Campaign> campaigns) {
        List<UUID> byAgents = touches.stream()
                .filter(touch -> isByAgent(touch.plan(), campaigns))
                .map(Touch::id)
                .toList();
        return byAgents.isEmpty() ? Uni.createFrom().item(Map.of()) : texts.all(byAgents);
    }

    private static boolean isByAgent(TouchPlan plan, Map<UUID, Campaign> campaigns) {
        return Optional.ofNullable(campaigns.get(plan.campaignId())).stream()
                .flatMap(campaign ->
                        campaign.plan().sequence().stream().skip(plan.step()).limit(1))
                .anyMatch(step -> step.text(plan.variant()).personalise() != null);
    }

    /** Before the first step nobody has done anything. */
    private Uni<Map<Way, Set<EngagementKind>>> engagement(List<Touch> touches) {
        Set<Way> ways = touches.stream()
                .filter(touch -> touch.plan().step() > 0)
                .map(touch -> way(touch.plan()))
                .collect(Collectors.toSet());
        return ways.isEmpty() ? Uni.createFrom().item(Map.of()) : engagements.of(ways);
    }

    /** Whatever the mode is now: what a person has approved, and perhaps edited, is what is sent. */
    private Uni<Map<UUID, Approval>> approved(List<Touch> touches) {
        return approvals
                .all(touches.stream().map(Touch::id).toList())
                .map(found -> found.stream().collect(Collectors.toMap(Approval::id, approval -> approval)));
    }

    private Uni<Optional<LinkWriters>> links(Map<UUID, Campaign> campaigns, OutreachSettings set) {
        return campaigns.values().stream()
                        .anyMatch(campaign -> campaign.plan().tracking().any())
                ? writeLinks
                        .of(campaigns.values().iterator().next().tenantId(), set)
                        .map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    private static Map<UUID, SequenceFacts> facts(
            List<Touch> touches,
            Map<UUID, Campaign> campaigns,
            OutreachSettings set,
            Map<Way, Set<EngagementKind>> engagement,
            Map<UUID, Approval> approved,
            Map<UUID, GeneratedText> written,
            Optional<LinkWriters> links) {
        Map<UUID, SequenceFacts> facts = new HashMap<>();
        for (Touch touch : touches) {
            TouchPlan plan = touch.plan();
            Campaign campaign = campaigns.get(plan.campaignId());
            if (campaign != null) {
                facts.put(
                        touch.id(),
                        new SequenceFacts(
                                engagement.getOrDefault(way(plan), Set.of()),
                                set.mode(campaign.plan().permissionMode(), plan.channel()),
                                set,
                                Optional.ofNullable(approved.get(touch.id())),
                                links.map(writers -> writers.of(
                                                touch.id(),
                                                campaign.plan().tracking().opens(),
                                                campaign.plan().tracking().clicks()))
                                        .orElse(SequenceFacts.NONE.links()),
                                Optional.ofNullable(written.get(touch.id()))));
            }
        }
        return facts;
    }

    private static Way way(TouchPlan plan) {
        return new Way(plan.campaignId(), plan.leadId());
    }
}
