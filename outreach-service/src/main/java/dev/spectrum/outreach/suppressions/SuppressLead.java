package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.leads.Leads;
import dev.spectrum.outreach.leads.UnsubscribedLeads;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Suppresses a lead wherever it can be reached: its email, and its phone number for texts and calls. */
@ApplicationScoped
class SuppressLead implements UnsubscribedLeads {

    private final Suppress suppress;
    private final Leads leads;

    SuppressLead(Suppress suppress, Leads leads) {
        this.suppress = suppress;
        this.leads = leads;
    }

    @Override
    public Uni<Void> remember(Lead lead) {
        return everywhere(lead, "unsubscribed", Optional.of(lead.id()), "outreach-service");
    }

    /** @param leadId empty where the lead is not to be named */
    Uni<Void> everywhere(Lead lead, String reason, Optional<UUID> leadId, String by) {
        return on(Channel.EMAIL, lead.profile().email(), lead, reason, leadId, by)
                .chain(() -> ownNumber(lead))
                .chain(number -> on(Channel.SMS, number, lead, reason, leadId, by)
                        .chain(() -> on(Channel.VOICE, number, lead, reason, leadId, by)));
    }

    private Uni<Void> on(Channel channel, String address, Lead lead, String reason, Optional<UUID> leadId, String by) {
        return address.isBlank()
                ? Uni.createFrom().voidItem()
                : suppress.suppress(lead.tenantId(), channel, Suppressed.address(address), reason, leadId, by)
                        .replaceWithVoid();
    }

    /** Blank for a number that colleagues share, of whom one does not speak for the others, or that is of no country. */
    private Uni<String> ownNumber(Lead lead) {
        String number = lead.profile().phone();
        return number.startsWith("+")
                ? leads.withPhone(number)
                        .map(found ->
                                found.stream().allMatch(other -> other.id().equals(lead.id())) ? number : "")
                : Uni.createFrom().item("");
    }
}
