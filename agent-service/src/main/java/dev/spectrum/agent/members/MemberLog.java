package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/** The tenant's log of changes, where the database can't see them: members are the identity provider's. */
public interface MemberLog {

    /**
     * A transaction of its own.
     *
     * @param before empty for somebody who was no member
     * @param after empty for somebody who is none any more
     */
    Uni<Void> changed(UUID tenantId, Account account, Optional<Role> before, Optional<Role> after);
}
