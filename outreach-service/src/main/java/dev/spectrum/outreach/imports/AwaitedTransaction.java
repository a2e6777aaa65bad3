package dev.spectrum.outreach.imports;

import dev.spectrum.platform.tenant.TenantTransaction;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;

/** The one way from a virtual thread into a tenant's transaction: waits for it, and not for ever. */
@ApplicationScoped
class AwaitedTransaction {

    private final TenantTransaction transaction;
    private final ImportsConfig config;

    AwaitedTransaction(TenantTransaction transaction, ImportsConfig config) {
        this.transaction = transaction;
        this.config = config;
    }

    /** @throws Exception what the work failed with, or a timeout */
    <T> T run(UUID tenantId, Supplier<Uni<T>> work) throws Exception {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> transaction
                    .run(tenantId, work)
                    .ifNoItem()
                    .after(config.batchTimeout())
                    .fail());
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable neither) {
            throw new IllegalStateException(neither);
        }
    }
}
