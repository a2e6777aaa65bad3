package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives an e-mail address a place in a tenant: to the account that has it, or to a new one whose owner is mailed. */
@ApplicationScoped
class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final Directory directory;
    private final LoggedChange change;

    Admission(Directory directory, LoggedChange change) {
        this.directory = directory;
        this.change = change;
    }

    /** @param before the account's role so far */
    Uni<Admitted> of(
            String email, Optional<Account> known, Optional<Role> before, Role role, Organization organization) {
        if (known.isPresent()) {
            return admit(known.get(), before, role, organization, false);
        }
        return directory
                .addAccount(email)
                .chain(added -> admit(added, Optional.empty(), role, organization, true)
                        .onFailure()
                        .call(() -> undo(added)));
    }

    private Uni<Admitted> admit(
            Account account, Optional<Role> before, Role role, Organization organization, boolean isNew) {
        Member member = new Member(account, Optional.of(role));
        return change.of(
                        organization,
                        account,
                        before,
                        member.role(),
                        () -> directory.admit(organization, account.id(), role).chain(() -> invitation(account)))
                .map(invitation -> new Admitted(member, invitation, isNew));
    }

    private Uni<Invitation> invitation(Account account) {
        return account.state() == Account.State.INVITED
                ? directory.sendInvitation(account.id()).replaceWith(Invitation.EMAIL_SENT)
                : Uni.createFrom().item(Invitation.NOT_NEEDED);
    }

    /** Takes an account back that was made for nothing. What can't be taken back is found and used by a retry. */
    Uni<Void> undo(Account account) {
        return directory
                .deleteAccount(account.id())
                .onFailure()
                .invoke(failure -> LOG.warnf("Account %s has no tenant and stays: %s", account.id(), failure))
                .onFailure()
                .recoverWithNull();
    }
}
