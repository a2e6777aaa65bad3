package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.suppressions.domain.UnsubscribeLink;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where the links of messages are kept. */
public interface UnsubscribeLinks {

    /** Within the tenant's transaction. */
    Uni<Void> addAll(List<UnsubscribeLink> links);

    /** Within the tenant's transaction. */
    Uni<Optional<UnsubscribeLink>> find(String token);

    /** Whose link it is; outside of any transaction, for who clicks brings nothing but the token. Empty for an unknown token. */
    Uni<Optional<UUID>> tenantOf(String token);
}
