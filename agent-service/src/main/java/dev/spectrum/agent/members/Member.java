package dev.spectrum.agent.members;

import dev.spectrum.platform.tenant.Role;
import java.util.Optional;

/**
 * An account that belongs to the tenant.
 *
 * @param role empty for one that may do nothing, such as after a change that was broken off
 */
public record Member(Account account, Optional<Role> role) {

    boolean owns() {
        return role.equals(Optional.of(Role.OWNER));
    }
}
