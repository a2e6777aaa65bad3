package dev.spectrum.outreach.approvals.web;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision on many messages.
 *
 * @param reason of a rejection
 */
record DecisionBody(
        @NotNull Verdict decision,
        @NotEmpty @Size(max = 200) List<@NotNull UUID> ids,
        @Nullable @Size(max = 500) String reason) {

    /** What can be decided of many at once. */
    enum Verdict {
        APPROVE,
        REJECT
    }
}
