package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts, organizations and roles, as the identity provider has them. Every call goes over the network and may fail with
 * 503; what is there already, or gone already, is no failure, so that whatever broke off can be done again.
 */
public interface Directory {

    /** False where the provider has no API that this service knows: members are managed at the provider itself. */
    boolean isManagedHere();

    Uni<Optional<Organization>> organization(String slug);

    Uni<Organization> addOrganization(String slug, UUID tenantId);

    /** Adds what is missing of the organization's role groups. */
    Uni<Void> addRoles(Organization organization);

    /** Deletes the organization and its role groups; accounts stay. */
    Uni<Void> deleteOrganization(Organization organization);

    Uni<Optional<Account>> account(String email);

    /** One that can sign in once its owner has set a password. */
    Uni<Account> addAccount(String email);

    Uni<Void> deleteAccount(UUID account);

    /** Mails the account's owner a link to set a password, good for three days. */
    Uni<Void> sendInvitation(UUID account);

    /** Ordered by user name. */
    Uni<List<Member>> members(Organization organization, int first, int limit);

    Uni<Optional<Member>> member(Organization organization, UUID account);

    /** All of a role, whatever their state. */
    Uni<List<Account>> accounts(Organization organization, Role role);

    /** Makes the account a member with this role and no other. */
    Uni<Void> admit(Organization organization, UUID account, Role role);

    /** Takes role and membership; the account stays. */
    Uni<Void> remove(Organization organization, UUID account);
}
