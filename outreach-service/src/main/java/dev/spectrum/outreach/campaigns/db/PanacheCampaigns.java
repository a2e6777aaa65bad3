package dev.spectrum.outreach.campaigns.db;

import dev.spectrum.outreach.campaigns.Campaigns;
import dev.spectrum.outreach.campaigns.domain.Campaign;
import dev.spectrum.outreach.campaigns.domain.CampaignPlan;
import dev.spectrum.outreach.campaigns.domain.CampaignStatus;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheCampaigns implements Campaigns, PanacheRepositoryBase<CampaignRow, UUID> {

    @Override
    public Uni<List<Campaign>> list(Optional<UUID> after, int limit) {
        return after.map(id -> find("id < ?1 order by id desc", id))
                .orElseGet(() -> find("order by id desc"))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(CampaignRow::toCampaign).toList());
    }

    @Override
    public Uni<Optional<Campaign>> find(UUID id) {
        return findById(id).map(PanacheCampaigns::campaign);
    }

    @Override
    public Uni<Optional<Campaign>> findForChange(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(PanacheCampaigns::campaign);
    }

    @Override
    public Uni<CampaignStatus> lockedStatus(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select status from campaign where id = ?1 for share", String.class)
                        .setParameter(1, id)
                        .getSingleResult())
                .map(CampaignRow::status);
    }

    @Override
    public Uni<Optional<Campaign>> findForPlanning(UUID id) {
        // Without waiting for whoever holds the lock: it does the same.
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select * from campaign where id = ?1 and planning for update skip locked",
                                CampaignRow.class)
                        .setParameter(1, id)
                        .getSingleResultOrNull())
                .map(PanacheCampaigns::campaign);
    }

    @Override
    public Uni<Void> add(Campaign campaign) {
        return persist(CampaignRow.of(campaign)).replaceWithVoid();
    }

    @Override
    public Uni<Campaign> change(UUID id, CampaignPlan plan) {
        return change(id, row -> row.put(plan));
    }

    @Override
    public Uni<Campaign> change(UUID id, CampaignStatus status) {
        return change(id, row -> row.put(status));
    }

    @Override
    public Uni<Campaign> launch(UUID id, Instant now) {
        return change(id, row -> {
            row.put(CampaignStatus.RUNNING);
            row.launchedAt = now;
            row.planning = true;
        });
    }

    @Override
    public Uni<Campaign> planned(UUID id, Optional<UUID> through, int touches, boolean all) {
        return change(id, row -> {
            through.ifPresent(lead -> row.plannedThrough = lead);
            row.plannedTouches += touches;
            row.planning = !all;
        });
    }

    private Uni<Campaign> change(UUID id, Consumer<CampaignRow> changing) {
        return findById(id).invoke(changing).call(this::flush).map(CampaignRow::toCampaign);
    }

    private static Optional<Campaign> campaign(@Nullable CampaignRow row) {
        return Optional.ofNullable(row).map(CampaignRow::toCampaign);
    }
}
