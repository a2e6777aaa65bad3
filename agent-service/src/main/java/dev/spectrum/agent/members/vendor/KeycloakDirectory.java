package dev.spectrum.agent.members.vendor;

import static dev.spectrum.agent.members.vendor.KeycloakAnswers.added;
import static dev.spectrum.agent.members.vendor.KeycloakAnswers.found;
import static dev.spectrum.agent.members.vendor.KeycloakAnswers.of;
import static dev.spectrum.agent.members.vendor.KeycloakAnswers.removed;

import dev.spectrum.agent.members.Account;
import dev.spectrum.agent.members.Directory;
import dev.spectrum.agent.members.Member;
import dev.spectrum.agent.members.Organization;
import dev.spectrum.agent.members.vendor.KeycloakAdmin.GroupRepresentation;
import dev.spectrum.agent.members.vendor.KeycloakAdmin.OrganizationRepresentation;
import dev.spectrum.agent.members.vendor.KeycloakAdmin.UserRepresentation;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * A tenant is a Keycloak Organization, whose alias is the slug and whose attribute {@code tenant_id} is the tenant's id; a
 * role in it is membership of the group {@code /slug/role}.
 */
@ApplicationScoped
class KeycloakDirectory implements Directory {

    private static final String TENANT_ID = "tenant_id";
    private static final String SET_PASSWORD = "UPDATE_PASSWORD";
    private static final List<String> FIRST_STEPS = List.of(SET_PASSWORD, "UPDATE_PROFILE");
    /** The client that people sign in with. */
    private static final String CONSOLE = "spectrum-console";

    private static final Duration INVITATION = Duration.ofDays(3);
    private static final int MOST_OF_A_ROLE = 1_000;
    /** How many of a page's members are asked about at a time. */
    private static final int AT_ONCE = 8;

    /** Made when it is used: without an address there is none. */
    private final Instance<KeycloakAdmin> keycloak;

    private final MembersConfig config;

    KeycloakDirectory(@RestClient Instance<KeycloakAdmin> keycloak, MembersConfig config) {
        this.keycloak = keycloak;
        this.config = config;
    }

    @Override
    public boolean isManagedHere() {
        return config.keycloakAdminUrl().isPresent();
    }

    @Override
    public Uni<Optional<Organization>> organization(String slug) {
        return of(keycloak.get().organizations("alias:" + slug, false))
                .map(matching -> matching.stream().findFirst().map(KeycloakDirectory::organization));
    }

    private static Organization organization(OrganizationRepresentation known) {
        Optional<UUID> tenantId =
                Optional.ofNullable(known.attributes()).map(attributes -> attributes.get(TENANT_ID)).stream()
                        .flatMap(List::stream)
                        .flatMap(id -> uuid(id).stream())
                        .findFirst();
        return new Organization(Objects.requireNonNull(known.id()), known.alias(), tenantId);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public Uni<Organization> addOrganization(String slug, UUID tenantId) {
        // Its name is unique as well, which a company's is not.
        OrganizationRepresentation wanted =
                new OrganizationRepresentation(null, slug, slug, true, Map.of(TENANT_ID, List.of(tenantId.toString())));
        return of(keycloak.get()
                        .addOrganization(wanted)
                        .onFailure(failure -> KeycloakAnswers.status(failure) == 409)
                        .transform(taken -> ProblemException.conflict(
                                "tenant-exists",
                                "The identity provider has another organization of this name: choose another slug.")))
                .chain(() -> organization(slug))
                .map(Optional::orElseThrow);
    }

    @Override
    public Uni<Void> addRoles(Organization organization) {
        return added(keycloak.get().addGroup(group(organization.slug())))
                .chain(() -> of(keycloak.get().group(organization.slug())))
                .chain(parent -> Multi.createFrom()
                        .items(Role.values())
                        .onItem()
                        .transformToUniAndConcatenate(role -> added(
                                keycloak.get().addGroup(Objects.requireNonNull(parent.id()), group(role.claim()))))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private static GroupRepresentation group(String name) {
        return new GroupRepresentation(null, name, null);
    }

    @Override
    public Uni<Void> deleteOrganization(Organization organization) {
        return removed(keycloak.get().deleteOrganization(organization.id()))
                .chain(() -> found(keycloak.get().group(organization.slug())))
                .chain(group -> group.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : removed(keycloak.get()
                                .deleteGroup(Objects.requireNonNull(group.get().id()))));
    }

    @Override
    public Uni<Optional<Account>> account(String email) {
        return of(keycloak.get().users(email, true))
                .map(matching -> matching.stream().findFirst().map(KeycloakDirectory::account));
    }

    private static Account account(UserRepresentation user) {
        String name = Stream.of(user.firstName(), user.lastName())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return new Account(
                Objects.requireNonNull(user.id()),
                Objects.requireNonNullElse(user.email(), user.username()),
                name,
                state(user));
    }

    private static Account.State state(UserRepresentation user) {
        if (!user.enabled()) {
            return Account.State.DISABLED;
        }
        boolean hasYetToSetAPassword =
                user.requiredActions() != null && user.requiredActions().contains(SET_PASSWORD);
        return hasYetToSetAPassword ? Account.State.INVITED : Account.State.ACTIVE;
    }

    @Override
    public Uni<Account> addAccount(String email) {
        return added(keycloak.get()
                        .addUser(new UserRepresentation(null, email, email, null, null, true, false, FIRST_STEPS)))
                .chain(() -> account(email))
                .map(Optional::orElseThrow);
    }

    @Override
    public Uni<Void> deleteAccount(UUID account) {
        return removed(keycloak.get().deleteUser(account));
    }

    @Override
    public Uni<Void> sendInvitation(UUID account) {
        return of(
                keycloak.get()
                        .mailActions(account, CONSOLE, config.publicUrl(), INVITATION.toSeconds(), FIRST_STEPS)
                        // How it says that its mail server did not take it.
                        .onFailure(failure -> KeycloakAnswers.status(failure) == 500)
                        .transform(
                                failure -> KeycloakAnswers.unavailable(
                                        "The identity provider (Keycloak) could not send the mail that invites them. Try again later.")));
    }

    @Override
    public Uni<List<Member>> members(Organization organization, int first, int limit) {
        return of(keycloak.get().members(organization.id(), first, limit, false))
                .chain(users -> users.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : Uni.join()
                                .all(users.stream()
                                        .map(user -> member(organization, user))
                                        .toList())
                                .usingConcurrencyOf(AT_ONCE)
                                .andFailFast());
    }

    @Override
    public Uni<Optional<Member>> member(Organization organization, UUID account) {
        return found(keycloak.get().member(organization.id(), account))
                .chain(user -> user.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : member(organization, user.get()).map(Optional::of));
    }

    private Uni<Member> member(Organization organization, UserRepresentation user) {
        return of(keycloak.get().groupsOfUser(Objects.requireNonNull(user.id())))
                .map(groups -> new Member(account(user), highest(organization, groups)));
    }

    private static Optional<Role> highest(Organization organization, List<GroupRepresentation> groups) {
        return Arrays.stream(Role.values())
                .filter(role -> groups.stream()
                        .anyMatch(group -> path(organization, role).equals(group.path())))
                .max(Comparator.naturalOrder());
    }

    private static String path(Organization organization, Role role) {
        return "/" + organization.slug() + "/" + role.claim();
    }

    @Override
    public Uni<List<Account>> accounts(Organization organization, Role role) {
        return roleGroup(organization, role)
                .chain(group -> of(keycloak.get().usersOfGroup(group, MOST_OF_A_ROLE, false)))
                .map(users -> users.stream().map(KeycloakDirectory::account).toList());
    }

    private Uni<String> roleGroup(Organization organization, Role role) {
        return of(keycloak.get().group(organization.slug(), role.claim()))
                .map(group -> Objects.requireNonNull(group.id()));
    }

    @Override
    public Uni<Void> admit(Organization organization, UUID account, Role role) {
        return added(keycloak.get().addMember(organization.id(), account.toString()))
                .chain(() -> roleGroup(organization, role))
                .chain(group -> of(keycloak.get().joinGroup(account, group)))
                .chain(() -> leaveRoles(organization, account, Optional.of(role)));
    }

    @Override
    public Uni<Void> remove(Organization organization, UUID account) {
        return leaveRoles(organization, account, Optional.empty())
                .chain(() -> removed(keycloak.get().removeMember(organization.id(), account)));
    }

    private Uni<Void> leaveRoles(Organization organization, UUID account, Optional<Role> except) {
        List<String> paths = Arrays.stream(Role.values())
                .filter(role -> !except.equals(Optional.of(role)))
                .map(role -> path(organization, role))
                .toList();
        return of(keycloak.get().groupsOfUser(account))
                .chain(groups -> Multi.createFrom()
                        .iterable(groups)
                        .filter(group -> paths.contains(group.path()))
                        .onItem()
                        .transformToUniAndConcatenate(group ->
                                removed(keycloak.get().leaveGroup(account, Objects.requireNonNull(group.id()))))
                        .collect()
                        .last())
                .replaceWithVoid();
    }
}
