package dev.spectrum.agent.tenants;

import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;

/** Makes a tenant ready to work: itself, its company profile, and what every new tenant is given. */
@ApplicationScoped
public class CreateTenant {

    private final TenantTransaction transaction;
    private final Tenants tenants;
    private final Outbox outbox;
    private final List<NewTenantGift> gifts;

    CreateTenant(TenantTransaction transaction, Tenants tenants, Outbox outbox, Instance<NewTenantGift> gifts) {
        this.transaction = transaction;
        this.tenants = tenants;
        this.outbox = outbox;
        this.gifts = gifts.stream().toList();
    }

    /** False if the slug or the id is taken. */
    public Uni<Boolean> create(Tenant tenant) {
        return transaction.run(
                tenant.id(),
                () -> tenants.add(tenant)
                        .chain(added -> added
                                ? furnish(tenant).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    private Uni<Void> furnish(Tenant tenant) {
        Uni<Void> done = outbox.add(TenantEvents.changed(tenant));
        for (NewTenantGift gift : gifts) {
            done = done.chain(() -> gift.giveTo(tenant));
        }
        return done;
    }
}
