package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Opportunity;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The opportunities of the tenant that the current transaction is for. */
public interface Opportunities {

    /** Where those without a closing date stand: after all others. */
    LocalDate NEVER = LocalDate.of(9999, 12, 31);

    Uni<Optional<Opportunity>> find(UUID id);

    /** The same, and nobody else changes it before the transaction ends. */
    Uni<Optional<Opportunity>> lock(UUID id);

    Uni<List<Opportunity>> search(OpportunitySearch search);

    Uni<Void> add(UUID tenantId, Opportunity opportunity);

    Uni<Void> change(Opportunity opportunity);

    Uni<Void> remove(UUID id);
}
