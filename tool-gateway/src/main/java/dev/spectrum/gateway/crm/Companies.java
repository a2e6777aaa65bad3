package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Company;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The companies of the tenant that the current transaction is for. */
public interface Companies {

    Uni<Optional<Company>> find(UUID id);

    /** The same, and nobody else changes it before the transaction ends. */
    Uni<Optional<Company>> lock(UUID id);

    /**
     * By name.
     *
     * @param words all of which must be found
     * @param after the one after which to start
     */
    Uni<List<Company>> search(List<String> words, Optional<Place> after, int limit);

    record Place(String name, UUID id) {}

    Uni<Void> add(UUID tenantId, Company company);

    Uni<Void> change(Company company);
}
