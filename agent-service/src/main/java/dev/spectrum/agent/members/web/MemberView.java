package dev.spectrum.agent.members.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spectrum.agent.members.Account;
import dev.spectrum.agent.members.Invitation;
import dev.spectrum.agent.members.Member;
import dev.spectrum.platform.tenant.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member as clients read it.
 *
 * @param id the {@code sub} of its tokens
 * @param role null for one that may do nothing
 * @param invitation only in the answer to an invitation: how they get in
 */
record MemberView(
        UUID id,
        String email,
        String name,
        @Nullable Role role,
        Account.State state,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Invitation invitation) {

    static MemberView of(Member member) {
        return of(member, null);
    }

    static MemberView of(Member member, @Nullable Invitation invitation) {
        Account account = member.account();
        return new MemberView(
                account.id(), account.email(), account.name(), member.role().orElse(null), account.state(), invitation);
    }
}
