package dev.spectrum.outreach.approvals;

import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends what nobody decided in time. */
@ApplicationScoped
public class ExpireApprovals {

    private static final Logger LOG = Logger.getLogger(ExpireApprovals.class);
    private static final int BATCH = 200;

    private final ExpiredApprovals expired;
    private final DecideApproval decideApproval;
    private final TenantTransaction transaction;

    ExpireApprovals(ExpiredApprovals expired, DecideApproval decideApproval, TenantTransaction transaction) {
        this.expired = expired;
        this.decideApproval = decideApproval;
        this.transaction = transaction;
    }

    @Scheduled(every = "30s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> expire() {
        return expired.some(BATCH)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("Approvals were not ended: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> expire(ExpiredApprovals.Expired one) {
        return transaction
                .run(one.tenantId(), () -> decideApproval.expire(one.approvalId()))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "Approval %s was not ended", one.approvalId()))
                .onFailure()
                .recoverWithNull();
    }
}
