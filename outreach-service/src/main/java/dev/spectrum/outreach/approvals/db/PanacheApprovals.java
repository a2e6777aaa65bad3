package dev.spectrum.outreach.approvals.db;

import dev.spectrum.outreach.approvals.Approvals;
import dev.spectrum.outreach.approvals.domain.Approval;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PanacheApprovals implements Approvals, PanacheRepositoryBase<ApprovalRow, UUID> {

    @Override
    public Uni<List<Approval>> list(Filter filter, Optional<UUID> after, int limit) {
        StringBuilder where = new StringBuilder("1 = 1");
        Parameters parameters = new Parameters();
        filter.campaignId().ifPresent(id -> {
            where.append(" and campaignId = :campaign");
            parameters.and("campaign", id);
        });
        filter.status().ifPresent(status -> {
            where.append(" and status = :status");
            parameters.and("status", status.word());
        });
        after.ifPresent(id -> {
            where.append(" and id > :after");
            parameters.and("after", id);
        });
        return find(where + " order by id", parameters)
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(ApprovalRow::toApproval).toList());
    }

    @Override
    public Uni<Optional<Approval>> find(UUID id) {
        return findById(id).map(PanacheApprovals::approval);
    }

    @Override
    public Uni<List<Approval>> all(Collection<UUID> ids) {
        return list("id in ?1", ids)
                .map(rows -> rows.stream().map(ApprovalRow::toApproval).toList());
    }

    @Override
    public Uni<Optional<Approval>> findForChange(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(PanacheApprovals::approval);
    }

    @Override
    public Uni<Void> add(Approval approval) {
        return persist(ApprovalRow.of(approval)).replaceWithVoid();
    }

    @Override
    public Uni<Approval> change(Approval approval) {
        return findById(approval.id())
                .invoke(row -> row.put(approval))
                .call(this::flush)
                .map(ApprovalRow::toApproval);
    }

    private static Optional<Approval> approval(@Nullable ApprovalRow row) {
        return Optional.ofNullable(row).map(ApprovalRow::toApproval);
    }
}
