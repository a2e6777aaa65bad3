package dev.spectrum.platform.tenant;

import dev.spectrum.platform.outbox.OutboxRelay;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * A transaction that the database holds to one tenant: its first statement sets the tenant, and row-level security hides
 * everything else, whatever SQL follows. Never keep one open across a model call or an HTTP call.
 */
@ApplicationScoped
public class TenantTransaction {

    private static final Logger LOG = Logger.getLogger(TenantTransaction.class);

    private final OutboxRelay relay;
    private final CurrentActor actor;

    TenantTransaction(OutboxRelay relay, CurrentActor actor) {
        this.relay = relay;
        this.actor = actor;
    }

    /**
     * Runs the work in one transaction for the tenant; commits when its Uni succeeds, rolls back when it fails. Events that
     * it put into the outbox are published right after the commit. Once begun it goes on to its end, even if whoever asked
     * hangs up: given up in its middle, it would keep its connection. What has not begun by then does not begin.
     */
    public <T> Uni<T> run(UUID tenantId, Supplier<Uni<T>> work) {
        MDC.put("tenant_id", tenantId.toString());
        return actor.get().chain(who -> run(tenantId, who, work));
    }

    private <T> Uni<T> run(UUID tenantId, String who, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(waiting -> {
            AtomicBoolean unwanted = new AtomicBoolean();
            waiting.onTermination(() -> unwanted.set(true));
            Panache.withTransaction(() -> unwanted.get()
                            ? Uni.createFrom().<T>failure(new CancellationException("Nobody waits for it"))
                            : setTenant(tenantId, who).chain(() -> work.get()))
                    .invoke(relay::nudgeIfWritten)
                    .subscribe()
                    .with(waiting::complete, failure -> {
                        if (!unwanted.get()) {
                            waiting.fail(failure);
                        } else if (!(failure instanceof CancellationException)) {
                            LOG.warnf("Work that nobody waited for any more failed: %s", failure);
                        }
                    });
        });
    }

    /** And who works there, for the log of changes. */
    private static Uni<?> setTenant(UUID tenantId, String who) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select set_config('app.tenant_id', ?1, true), set_config('app.actor', ?2, true)",
                                Object[].class)
                        .setParameter(1, tenantId.toString())
                        .setParameter(2, who)
                        .getSingleResult());
    }
}
