package dev.spectrum.agent.tenants;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.agent.members.OpenOrganization;
import dev.spectrum.agent.members.Organization;
import dev.spectrum.agent.tenants.domain.Tenant;
import dev.spectrum.agent.tenants.domain.Tier;
import dev.spectrum.platform.outbox.Outbox;
import dev.spectrum.platform.tenant.TenantTransaction;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes a tenant ready to work: at the identity provider first ({@link #prepare}), then in one transaction here
 * ({@link #complete}), which is when it exists. A request that dies in between leaves a claim on the slug, which ends after a
 * minute, and things at the identity provider, which the next request for the slug uses.
 */
@ApplicationScoped
public class CreateTenant {

    private static final Logger LOG = Logger.getLogger(CreateTenant.class);
    /** Less than the claim on the slug is good for. */
    private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(30);

    private final TenantTransaction transaction;
    private final Tenants tenants;
    private final OpenOrganization openOrganization;
    private final Outbox outbox;
    private final List<NewTenantGift> gifts;

    CreateTenant(
            TenantTransaction transaction,
            Tenants tenants,
            OpenOrganization openOrganization,
            Outbox outbox,
            Instance<NewTenantGift> gifts) {
        this.transaction = transaction;
        this.tenants = tenants;
        this.openOrganization = openOrganization;
        this.outbox = outbox;
        this.gifts = gifts.stream().toList();
    }

    /** @param id the {@code tenant_id} of an Organization that exists already; empty for a new one */
    public record Wanted(Optional<UUID> id, String name, String slug, String ownerEmail, Tier tier) {}

    /** @param opened empty where tenants are made known at the identity provider by hand */
    public record Prepared(Tenant tenant, Optional<OpenOrganization.Opened> opened) {}

    /** Fails with 409 if the slug or the id is taken, with 503 if the identity provider does not answer. */
    public Uni<Prepared> prepare(Wanted wanted) {
        return existing(wanted.slug()).chain(existing -> {
            Tenant tenant = Tenant.starting(
                    id(wanted, existing), wanted.slug(), wanted.name(), wanted.ownerEmail(), wanted.tier());
            return claim(tenant).chain(() -> open(tenant, existing).onFailure().call(() -> release(tenant)));
        });
    }

    private Uni<Optional<Organization>> existing(String slug) {
        return openOrganization.isDoneHere()
                ? openOrganization.existing(slug)
                : Uni.createFrom().item(Optional.empty());
    }

    /** An organization says whose it is; nobody else's is taken over. */
    private static UUID id(Wanted wanted, Optional<Organization> existing) {
        if (existing.isEmpty()) {
            return wanted.id().orElseGet(UuidCreator::getTimeOrderedEpoch);
        }
        return existing.get()
                .tenantId()
                .filter(id -> wanted.id().isEmpty() || wanted.id().get().equals(id))
                .orElseThrow(() -> ProblemException.conflict(
                        "tenant-exists", "The identity provider has an organization of this slug for another tenant."));
    }

    private Uni<Void> claim(Tenant tenant) {
        return transaction.run(
                tenant.id(),
                () -> tenants.find()
                        .chain(found -> {
                            if (found.isPresent()) {
                                throw exists();
                            }
                            return tenants.claim(tenant.slug());
                        })
                        .invoke(CreateTenant::requireClaimed)
                        .replaceWithVoid());
    }

    private static void requireClaimed(SlugClaim claim) {
        switch (claim) {
            case SlugClaim.Claimed claimed -> {}
            case SlugClaim.Taken taken -> throw exists();
            case SlugClaim.BeingMade(int seconds) ->
                throw ProblemException.conflict(
                                "tenant-being-made", "Another request makes a tenant of this slug, or died at it.")
                        .retryAfter(seconds);
        }
    }

    private static ProblemException exists() {
        return ProblemException.conflict("tenant-exists", "There is a tenant with this slug or id already.");
    }

    private Uni<Prepared> open(Tenant tenant, Optional<Organization> existing) {
        if (!openOrganization.isDoneHere()) {
            return Uni.createFrom().item(new Prepared(tenant, Optional.empty()));
        }
        return openOrganization
                .open(tenant.id(), tenant.slug(), tenant.ownerEmail(), existing)
                .ifNoItem()
                .after(LONGEST_PREPARATION)
                .fail()
                .map(opened -> new Prepared(tenant, Optional.of(opened)));
    }

    /** The tenant with its company profile and what every new tenant is given, in one transaction; then it exists. */
    public Uni<Prepared> complete(Prepared prepared) {
        Tenant tenant = prepared.tenant();
        return transaction.run(
                tenant.id(),
                () -> tenants.add(tenant).chain(added -> {
                    if (!added) {
                        throw exists();
                    }
                    return furnish(tenant).replaceWith(prepared);
                }));
    }

    private Uni<Void> furnish(Tenant tenant) {
        Uni<Void> done = outbox.add(TenantEvents.changed(tenant));
        for (NewTenantGift gift : gifts) {
            done = done.chain(() -> gift.giveTo(tenant));
        }
        return done;
    }

    /** Takes back what was prepared for a tenant that could not be completed, unless it was after all. */
    public Uni<Void> giveUp(Prepared prepared) {
        Tenant tenant = prepared.tenant();
        return transaction
                .run(tenant.id(), tenants::find)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().voidItem()
                        : close(prepared).chain(() -> release(tenant)))
                .onFailure()
                .invoke(failure -> LOG.warnf("What was prepared for %s stays: %s", tenant.slug(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> close(Prepared prepared) {
        return prepared.opened()
                .map(openOrganization::close)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> release(Tenant tenant) {
        return transaction
                .run(tenant.id(), () -> tenants.release(tenant.slug()))
                .onFailure()
                .invoke(failure -> LOG.warnf("The claim on %s stays for a minute: %s", tenant.slug(), failure))
                .onFailure()
                .recoverWithNull();
    }
}
