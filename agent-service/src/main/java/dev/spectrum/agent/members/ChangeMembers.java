package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives people a place in the caller's tenant, another one, or none. To be called in turn ({@link Turns}): each change is
 * several calls to the identity provider.
 */
@ApplicationScoped
public class ChangeMembers {

    private final Members members;
    private final Directory directory;
    private final Admission admission;
    private final LoggedChange change;

    ChangeMembers(Members members, Directory directory, Admission admission, LoggedChange change) {
        this.members = members;
        this.directory = directory;
        this.admission = admission;
        this.change = change;
    }

    /** Whoever has an account gets no second one; whoever did not take an invitation up is mailed again. */
    public Uni<Admitted> invite(Caller by, String email, Role role) {
        return members.organizationOf(by)
                .chain(organization -> roleOf(by, organization).chain(held -> invite(held, organization, email, role)));
    }

    private Uni<Admitted> invite(Role held, Organization organization, String email, Role role) {
        return directory
                .account(email)
                .chain(known -> present(organization, known)
                        .invoke(present -> refuse(MemberRules.ofInviting(held, role, present)))
                        .chain(present ->
                                admission.of(email, known, present.flatMap(Member::role), role, organization)));
    }

    private Uni<Optional<Member>> present(Organization organization, Optional<Account> known) {
        return known.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : directory.member(organization, known.get().id());
    }

    public Uni<Member> changeRole(Caller by, UUID account, Role to) {
        return members.organizationOf(by)
                .chain(organization -> allowed(by, organization, account, Optional.of(to))
                        .call(member -> change.of(
                                organization,
                                member.account(),
                                member.role(),
                                Optional.of(to),
                                () -> directory.admit(organization, account, to)))
                        .map(member -> new Member(member.account(), Optional.of(to))));
    }

    public Uni<Void> remove(Caller by, UUID account) {
        return members.organizationOf(by)
                .chain(organization -> allowed(by, organization, account, Optional.empty())
                        .chain(member -> change.of(
                                organization,
                                member.account(),
                                member.role(),
                                Optional.empty(),
                                () -> directory.remove(organization, account))));
    }

    private Uni<Member> allowed(Caller by, Organization organization, UUID account, Optional<Role> to) {
        return roleOf(by, organization)
                .chain(held -> members.find(organization, account)
                        .call(member -> owners(organization, member)
                                .invoke(owners -> refuse(MemberRules.ofChanging(held, member, to, owners)))));
    }

    private Uni<List<Account>> owners(Organization organization, Member member) {
        return member.owns()
                ? directory.accounts(organization, Role.OWNER)
                : Uni.createFrom().item(List.of());
    }

    /** As of now, because a token says what was: whoever was removed must not invite themselves again. */
    private Uni<Role> roleOf(Caller by, Organization organization) {
        return directory
                .member(organization, UUID.fromString(by.subject()))
                .map(found -> found.filter(member -> member.account().state() != Account.State.DISABLED)
                        .flatMap(Member::role)
                        .filter(role -> role.compareTo(Role.ADMIN) >= 0)
                        .orElseThrow(Refusal.NO_ADMIN_ANY_MORE::problem));
    }

    private static void refuse(Optional<Refusal> refusal) {
        refusal.map(Refusal::problem).ifPresent(problem -> {
            throw problem;
        });
    }
}
