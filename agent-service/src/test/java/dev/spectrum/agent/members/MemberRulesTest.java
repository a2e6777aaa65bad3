package dev.spectrum.agent.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spectrum.agent.members.Account.State;
import dev.spectrum.platform.tenant.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberRulesTest {

    private static final Account OLIVIA = account(State.ACTIVE);
    private static final Account OSCAR = account(State.ACTIVE);
    private static final Member OWNER = new Member(OLIVIA, Optional.of(Role.OWNER));
    private static final Member VIEWER = new Member(OSCAR, Optional.of(Role.VIEWER));

    @ParameterizedTest
    @EnumSource(names = {"VIEWER", "MEMBER", "ADMIN"})
    void anAdminInvitesToEveryRoleButOwner(Role role) {
        assertThat(MemberRules.ofInviting(Role.ADMIN, role, Optional.empty())).isEmpty();
        assertThat(MemberRules.ofInviting(Role.ADMIN, Role.OWNER, Optional.empty()))
                .contains(Refusal.OWNERS_ONLY);
        assertThat(MemberRules.ofInviting(Role.OWNER, Role.OWNER, Optional.empty()))
                .isEmpty();
    }

    @Test
    void whoIsAMemberIsNotInvited() {
        assertThat(MemberRules.ofInviting(Role.OWNER, Role.VIEWER, Optional.of(VIEWER)))
                .contains(Refusal.MEMBER_ALREADY);
    }

    @Test
    void anOpenInvitationIsRepeatedToTheSameRoleOnly() {
        Member invited = new Member(account(State.INVITED), Optional.of(Role.MEMBER));
        assertThat(MemberRules.ofInviting(Role.ADMIN, Role.MEMBER, Optional.of(invited)))
                .isEmpty();
        assertThat(MemberRules.ofInviting(Role.ADMIN, Role.ADMIN, Optional.of(invited)))
                .contains(Refusal.MEMBER_ALREADY);
    }

    @Test
    void whoseAdmissionWasBrokenOffIsInvitedAgain() {
        Member withoutRole = new Member(OSCAR, Optional.empty());
        assertThat(MemberRules.ofInviting(Role.ADMIN, Role.MEMBER, Optional.of(withoutRole)))
                .isEmpty();
    }

    @Test
    void anAdminNeitherMakesNorDemotesNorRemovesAnOwner() {
        List<Account> owners = List.of(OLIVIA, OSCAR);
        assertThat(MemberRules.ofChanging(Role.ADMIN, VIEWER, Optional.of(Role.OWNER), owners))
                .contains(Refusal.OWNERS_ONLY);
        assertThat(MemberRules.ofChanging(Role.ADMIN, OWNER, Optional.of(Role.ADMIN), owners))
                .contains(Refusal.OWNERS_ONLY);
        assertThat(MemberRules.ofChanging(Role.ADMIN, OWNER, Optional.empty(), owners))
                .contains(Refusal.OWNERS_ONLY);
        assertThat(MemberRules.ofChanging(Role.ADMIN, VIEWER, Optional.of(Role.ADMIN), owners))
                .isEmpty();
        assertThat(MemberRules.ofChanging(Role.ADMIN, VIEWER, Optional.empty(), owners))
                .isEmpty();
    }

    @Test
    void theLastOwnerIsNeitherDemotedNorRemoved() {
        List<Account> alone = List.of(OLIVIA);
        assertThat(MemberRules.ofChanging(Role.OWNER, OWNER, Optional.of(Role.ADMIN), alone))
                .contains(Refusal.LAST_OWNER);
        assertThat(MemberRules.ofChanging(Role.OWNER, OWNER, Optional.empty(), alone))
                .contains(Refusal.LAST_OWNER);
        assertThat(MemberRules.ofChanging(Role.OWNER, OWNER, Optional.of(Role.OWNER), alone))
                .isEmpty();
        assertThat(MemberRules.ofChanging(Role.OWNER, OWNER, Optional.empty(), List.of(OLIVIA, OSCAR)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVITED", "DISABLED"})
    void anOwnerWhoCanNotSignInIsNoOtherOwner(State state) {
        assertThat(MemberRules.ofChanging(Role.OWNER, OWNER, Optional.empty(), List.of(OLIVIA, account(state))))
                .contains(Refusal.LAST_OWNER);
    }

    private static Account account(State state) {
        return new Account(UUID.randomUUID(), "o@acme.test", "", state);
    }
}
