package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import dev.spectrum.outreach.suppressions.domain.Suppression;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is erased is never written to again: what is kept are the addresses, as suppressions, because the next file
 * would bring them back (GDPR, article 17(3)(b) and 21(3)).
 */
@ApplicationScoped
class ErasedAddress implements LeadCopies {

    private static final String REASON = "erased";

    private final Suppressions suppressions;
    private final SuppressLead suppressLead;

    ErasedAddress(Suppressions suppressions, SuppressLead suppressLead) {
        this.suppressions = suppressions;
        this.suppressLead = suppressLead;
    }

    @Override
    public String name() {
        return "suppressions";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        return on(Channel.EMAIL, lead.profile().email())
                .chain(email -> on(Channel.SMS, lead.profile().phone())
                        .chain(sms -> on(Channel.VOICE, lead.profile().phone())
                                .map(voice -> Stream.of(email, sms, voice)
                                        .flatMap(Optional::stream)
                                        .toList())));
    }

    private Uni<Optional<Suppression>> on(Channel channel, String address) {
        if (address.isBlank()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return suppressions.any(
                channel,
                channel == Channel.EMAIL ? Suppressed.covering(address) : List.of(Suppressed.address(address)));
    }

    @Override
    public Uni<Void> erase(Lead lead) {
        return suppressLead.everywhere(lead, REASON, Optional.empty(), "erasure");
    }
}
