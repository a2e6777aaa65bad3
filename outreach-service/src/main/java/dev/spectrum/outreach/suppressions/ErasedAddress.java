package dev.spectrum.outreach.suppressions;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.senders.domain.Channel;
import dev.spectrum.outreach.suppressions.domain.Suppressed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Who is erased is never written to again: the one thing that is kept is the address, as a suppression, because the next file
 * would bring it back (GDPR, article 17(3)(b) and 21(3)).
 */
@ApplicationScoped
class ErasedAddress implements LeadCopies {

    private static final String REASON = "erased";

    private final Suppressions suppressions;
    private final Suppress suppress;

    ErasedAddress(Suppressions suppressions, Suppress suppress) {
        this.suppressions = suppressions;
        this.suppress = suppress;
    }

    @Override
    public String name() {
        return "suppressions";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        String email = lead.profile().email();
        return email.isBlank()
                ? Uni.createFrom().item(List.of())
                : suppressions
                        .any(Channel.EMAIL, Suppressed.covering(email))
                        .map(found -> found.stream().toList());
    }

    @Override
    public Uni<Void> erase(Lead lead) {
        String email = lead.profile().email();
        return email.isBlank()
                ? Uni.createFrom().voidItem()
                : suppress.suppress(
                                lead.tenantId(),
                                Channel.EMAIL,
                                Suppressed.address(email),
                                REASON,
                                Optional.empty(),
                                "erasure")
                        .replaceWithVoid();
    }
}
