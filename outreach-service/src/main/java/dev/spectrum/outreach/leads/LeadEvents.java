package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.Tier;
import dev.spectrum.platform.event.OutgoingEvent;
import java.util.UUID;

/** What is told of leads. */
public final class LeadEvents {

    private static final String TOPIC = "spectrum.outreach.events";

    private record LeadImported(UUID leadId, UUID importId, boolean merged, int alsScore, Tier alsTier) {}

    private record LeadScored(UUID leadId, int alsScore, Tier alsTier) {}

    private record LeadChanged(UUID leadId, LeadChange change, LeadStatus status, long version) {}

    private record LeadConverted() {}

    private record LeadErased(UUID leadId) {}

    private LeadEvents() {}

    public static OutgoingEvent changed(Lead lead, LeadChange change) {
        return event(
                lead,
                "dev.spectrum.outreach.lead.changed.v1",
                new LeadChanged(lead.id(), change, lead.status(), lead.version()));
    }

    static OutgoingEvent converted(Lead lead) {
        return event(lead, "dev.spectrum.outreach.lead.converted.v1", new LeadConverted());
    }

    static OutgoingEvent erased(Lead lead) {
        return event(lead, "dev.spectrum.outreach.lead.erased.v1", new LeadErased(lead.id()));
    }

    public static OutgoingEvent imported(Lead lead, UUID importId, boolean merged) {
        return event(
                lead,
                "dev.spectrum.outreach.lead.imported.v1",
                new LeadImported(
                        lead.id(),
                        importId,
                        merged,
                        lead.score().total(),
                        lead.score().tier()));
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
