package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A change at the identity provider, written down before it is made: there is no transaction over both, and a change that is
 * in the log and was not made is better than one that was made and is not. What fails is written down as taken back.
 */
@ApplicationScoped
class LoggedChange {

    private static final Logger LOG = Logger.getLogger(LoggedChange.class);

    private final MemberLog log;

    LoggedChange(MemberLog log) {
        this.log = log;
    }

    <T> Uni<T> of(
            Organization organization,
            Account account,
            Optional<Role> before,
            Optional<Role> after,
            Supplier<Uni<T>> change) {
        if (before.equals(after)) {
            return change.get();
        }
        UUID tenantId = organization.tenantId().orElseThrow();
        return log.changed(tenantId, account, before, after)
                .chain(() -> change.get()
                        .onFailure()
                        .call(() -> log.changed(tenantId, account, after, before)
                                .onFailure()
                                .invoke(failure -> LOG.warnf("The log does not say that a change failed: %s", failure))
                                .onFailure()
                                .recoverWithNull()));
    }
}
