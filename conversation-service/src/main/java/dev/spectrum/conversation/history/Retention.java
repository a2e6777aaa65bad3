package dev.spectrum.conversation.history;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** For how long tenants keep what was said. */
public interface Retention {

    /** Unless something newer is known. */
    Uni<Void> keep(UUID tenantId, int days, long version);
}
