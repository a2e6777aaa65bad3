package dev.spectrum.outreach.activities;

import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The activities of the tenant that the current transaction is for. */
public interface Activities {

    /** Which activities a list shows; what is empty does not narrow it. */
    record Filter(Optional<UUID> leadId, Optional<UUID> campaignId, Optional<ActivityType> type) {

        public static Filter ofLead(UUID leadId) {
            return new Filter(Optional.of(leadId), Optional.empty(), Optional.empty());
        }
    }

    Uni<Void> add(UUID tenantId, List<Activity> activities);

    /** The same in two steps: what can be made ready outside of any transaction is, and to be run within one. */
    Supplier<Uni<Void>> toAdd(UUID tenantId, List<Activity> activities);

    /**
     * A part of the list, newest first.
     *
     * @param after the activity after which it starts; empty for the newest
     */
    Uni<List<Activity>> list(Filter filter, Optional<UUID> after, int limit);
}
