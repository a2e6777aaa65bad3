package dev.spectrum.gateway.permissions.domain;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An agent, as far as permissions go.
 *
 * @param role how callers name it
 * @param dataSources the groups of tools it may use
 * @param apiPermissions what it may do in each data source; no entry, no access
 * @param enabled false also for an agent that was deleted
 * @param version counts the agent's changes
 */
public record Agent(
        UUID id,
        String role,
        Set<String> dataSources,
        Map<String, Set<Access>> apiPermissions,
        boolean enabled,
        long version) {

    public boolean uses(String dataSource) {
        return dataSources.contains(dataSource);
    }

    public boolean may(Access access, String dataSource) {
        return apiPermissions.getOrDefault(dataSource, Set.of()).contains(access);
    }
}
