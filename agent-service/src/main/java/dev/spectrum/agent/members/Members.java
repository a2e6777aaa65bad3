package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who belongs to the caller's tenant. */
@ApplicationScoped
public class Members {

    private final Directory directory;

    Members(Directory directory) {
        this.directory = directory;
    }

    /** @param first how many to leave out */
    public Uni<List<Member>> list(Caller by, int first, int limit) {
        return organizationOf(by).chain(organization -> directory.members(organization, first, limit));
    }

    /** Fails with 404 for whoever is no member of the caller's tenant. */
    public Uni<Member> find(Caller by, UUID account) {
        return organizationOf(by).chain(organization -> find(organization, account));
    }

    Uni<Member> find(Organization organization, UUID account) {
        return directory
                .member(organization, account)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("member")));
    }

    /** Fails with 501 where members are not managed here. */
    Uni<Organization> organizationOf(Caller by) {
        if (!directory.isManagedHere()) {
            throw ProblemException.of(
                    501,
                    "members-managed-elsewhere",
                    "Not managed here",
                    "No admin API of an identity provider is configured: members are managed at the provider itself.");
        }
        return directory
                .organization(by.tenantSlug())
                .map(found -> found.filter(
                                organization -> organization.tenantId().equals(Optional.of(by.tenantId())))
                        .orElseThrow(() -> ProblemException.notFound("tenant")));
    }
}
