package dev.spectrum.gateway.permissions.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The data source that every agent may read, because it gives nothing beyond what the agent may use anyway. */
    public static final String FOR_ALL = "*";

    /** Whether any of the data sources is one of its own. */
    public boolean usesAnyOf(List<String> tags) {
        return tags.stream().anyMatch(dataSources::contains);
    }

    /** The first of the data sources that it uses and has this access to. */
    public Optional<String> grantedBy(List<String> tags, Access access) {
        return tags.stream().filter(tag -> may(access, tag)).findFirst();
    }

    private boolean may(Access access, String tag) {
        return tag.equals(FOR_ALL)
                ? access == Access.READ
                : dataSources.contains(tag)
                        && apiPermissions.getOrDefault(tag, Set.of()).contains(access);
    }
}
