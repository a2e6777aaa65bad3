package dev.spectrum.outreach.campaigns;

import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The campaigns of the tenant that the current transaction is for. */
public interface Campaigns {

    /** A part of the list, newest first. */
    Uni<List<Campaign>> list(Optional<UUID> after, int limit);

    Uni<Optional<Campaign>> find(UUID id);

    /** The same, and nobody else does anything with it until the transaction ends. */
    Uni<Optional<Campaign>> findForChange(UUID id);

    /** How it stands right now, and nobody changes that until the transaction ends. */
    Uni<CampaignStatus> lockedStatus(UUID id);

    /** The same as {@link #findForChange} for a campaign whose touches are still to be planned, unless somebody else is at it right now. */
    Uni<Optional<Campaign>> findForPlanning(UUID id);

    Uni<Void> add(Campaign campaign);

    /** Gives the campaign with its new version. */
    Uni<Campaign> change(UUID id, CampaignPlan plan);

    /** Gives the campaign with its new version. */
    Uni<Campaign> change(UUID id, CampaignStatus status);

    /** It runs from now on, and its touches are to be planned. */
    Uni<Campaign> launch(UUID id, Instant now);

    /** More touches are planned, up to this lead. */
    Uni<Campaign> planned(UUID id, Optional<UUID> through, int touches, boolean all);
}
