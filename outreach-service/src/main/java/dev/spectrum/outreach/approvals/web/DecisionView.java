package dev.spectrum.outreach.approvals.web;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of a decision on many messages, in their order. */
@Schema
record DecisionView(List<One> items) {

    /**
     * @param approval null where nothing was decided
     * @param code why not; null where it was
     */
    record One(
            UUID id,
            @Nullable ApprovalView approval,
            @Nullable String code) {}
}
