package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import java.util.List;
import java.util.Optional;

/** Who may change whose place in a tenant. Admins manage members; what touches an owner, owners do. */
final class MemberRules {

    private MemberRules() {}

    /** @param present the account's place in the tenant, if it has one */
    static Optional<Refusal> ofInviting(Role by, Role to, Optional<Member> present) {
        if (to == Role.OWNER && by != Role.OWNER) {
            return Optional.of(Refusal.OWNERS_ONLY);
        }
        return present.filter(member -> !mayBeInvitedAgain(member, to)).map(member -> Refusal.MEMBER_ALREADY);
    }

    /** A mail may have got lost, and an admission may have been broken off. */
    private static boolean mayBeInvitedAgain(Member member, Role to) {
        return member.role().isEmpty()
                || member.role().get() == to && member.account().state() == Account.State.INVITED;
    }

    /**
     * @param to empty: out of the tenant
     * @param owners the tenant's
     */
    static Optional<Refusal> ofChanging(Role by, Member member, Optional<Role> to, List<Account> owners) {
        boolean touchesAnOwner = member.owns() || to.equals(Optional.of(Role.OWNER));
        if (touchesAnOwner && by != Role.OWNER) {
            return Optional.of(Refusal.OWNERS_ONLY);
        }
        boolean leavesAnOwner = owners.stream()
                .anyMatch(owner -> !owner.id().equals(member.account().id()) && owner.state() == Account.State.ACTIVE);
        return member.owns() && !to.equals(Optional.of(Role.OWNER)) && !leavesAnOwner
                ? Optional.of(Refusal.LAST_OWNER)
                : Optional.empty();
    }
}
