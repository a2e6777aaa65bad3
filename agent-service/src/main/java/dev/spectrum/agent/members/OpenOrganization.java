package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes a new tenant known at the identity provider: its organization, its role groups, its first owner. What is there of
 * it already, such as after a request that died, is used; what this made is taken back when the tenant does not come to be.
 */
@ApplicationScoped
public class OpenOrganization {

    private static final Logger LOG = Logger.getLogger(OpenOrganization.class);

    private final Directory directory;
    private final Admission admission;

    OpenOrganization(Directory directory, Admission admission) {
        this.directory = directory;
        this.admission = admission;
    }

    /** @param isNew whether the organization was not there before */
    public record Opened(Organization organization, boolean isNew, Admitted owner) {}

    /** False where tenants are made known at the identity provider by hand. */
    public boolean isDoneHere() {
        return directory.isManagedHere();
    }

    /** What already stands for a tenant of this slug. */
    public Uni<Optional<Organization>> existing(String slug) {
        return directory.organization(slug);
    }

    /** Fails with 409 if what exists has an owner already, and it is somebody else. */
    public Uni<Opened> open(UUID tenantId, String slug, String ownerEmail, Optional<Organization> existing) {
        return existing.map(organization -> furnish(organization, ownerEmail, false))
                .orElseGet(() -> directory
                        .addOrganization(slug, tenantId)
                        .chain(added ->
                                furnish(added, ownerEmail, true).onFailure().call(() -> undo(added))));
    }

    private Uni<Opened> furnish(Organization organization, String ownerEmail, boolean isNew) {
        return directory
                .addRoles(organization)
                .chain(() -> ownerBefore(organization, ownerEmail))
                .chain(before -> directory
                        .account(ownerEmail)
                        .chain(known -> admission.of(ownerEmail, known, before, Role.OWNER, organization)))
                .map(owner -> new Opened(organization, isNew, owner));
    }

    /** The role of a request that died; fails if somebody else holds it. */
    private Uni<Optional<Role>> ownerBefore(Organization organization, String email) {
        return directory
                .accounts(organization, Role.OWNER)
                .invoke(owners -> {
                    if (owners.stream().anyMatch(owner -> !owner.email().equalsIgnoreCase(email))) {
                        throw ProblemException.conflict(
                                "other-owner",
                                "The identity provider has an organization of this slug with another owner already.");
                    }
                })
                .map(owners -> owners.isEmpty() ? Optional.empty() : Optional.of(Role.OWNER));
    }

    /** Takes back what this made; what was there before stays. */
    public Uni<Void> close(Opened opened) {
        Uni<Void> account = opened.owner().accountIsNew()
                ? admission.undo(opened.owner().member().account())
                : Uni.createFrom().voidItem();
        return account.chain(() ->
                opened.isNew() ? undo(opened.organization()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> undo(Organization organization) {
        return directory
                .deleteOrganization(organization)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("Organization %s has no tenant and stays: %s", organization.slug(), failure))
                .onFailure()
                .recoverWithNull();
    }
}
