package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.scoring.domain.Tier;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;

/** What is told of leads. */
public final class LeadEvents {

    private static final String TOPIC = "spectrum.outreach.events";

    private record LeadImported(UUID leadId, UUID importId, boolean merged) {}

    private record LeadScored(UUID leadId, int alsScore, Tier alsTier) {}

    private LeadEvents() {}

    public static OutgoingEvent imported(Lead lead, UUID importId, boolean merged) {
        return event(lead, "dev.spectrum.outreach.lead.imported.v1", new LeadImported(lead.id(), importId, merged));
    }

    public static OutgoingEvent scored(Lead lead) {
        return event(
                lead,
                "dev.spectrum.outreach.lead.scored.v1",
                new LeadScored(lead.id(), lead.score().total(), lead.score().tier()));
    }

    private static OutgoingEvent event(Lead lead, String type, Object data) {
        return new OutgoingEvent(TOPIC, type, lead.tenantId(), lead.id().toString(), data);
    }
}
