package dev.spectrum.platform.inbox;

import dev.spectrum.platform.event.IncomingEvent;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Handles an event in one transaction with the note that it was handled, so that the same event twice acts once. */
@ApplicationScoped
public class Inbox {

    private final TenantTransaction transaction;

    Inbox(TenantTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Runs the work in the event's tenant unless this consumer has handled the event before.
     *
     * @param consumer a stable name; two consumers of one service handle the same event each once
     */
    public Uni<Void> once(String consumer, IncomingEvent event, Supplier<Uni<Void>> work) {
        return transaction.run(
                event.tenantId(),
                () -> firstTime(consumer, event)
                        .chain(first -> first ? work.get() : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> firstTime(String consumer, IncomingEvent event) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into inbox (tenant_id, consumer, event_id) values (?1, ?2, ?3) on conflict do nothing")
                        .setParameter(1, event.tenantId())
                        .setParameter(2, consumer)
                        .setParameter(3, event.id())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }
}
