package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The leads of the tenant that the current transaction is for. Deleted ones are not among them. */
public interface Leads {

    /**
     * A part of the list, newest first.
     *
     * @param after the lead after which it starts; empty for the newest
     */
    Uni<List<Lead>> list(LeadFilter filter, Optional<UUID> after, int limit);

    /**
     * The same, oldest first.
     *
     * @param after the lead after which it starts; empty for the oldest
     */
    Uni<List<Lead>> listOldestFirst(LeadFilter filter, Optional<UUID> after, int limit);

    Uni<Optional<Lead>> find(UUID id);

    /** The same, held until the transaction ends: nobody else changes it meanwhile. */
    Uni<Optional<Lead>> lock(UUID id);

    /** Those that share an email, a phone number or a LinkedIn profile with one of these. */
    Uni<List<Lead>> sharingAKeyWith(Collection<LeadProfile> profiles);

    /**
     * Until the transaction ends, nobody else adds or merges leads of this tenant: whoever looks for duplicates first
     * takes this lock, and so sees what was added before.
     */
    Uni<Void> lockAgainstDuplicates(UUID tenantId);

    Uni<Void> add(List<Lead> leads);

    /** Gives the lead with its new version. */
    Uni<Lead> change(Lead lead);

    /** The same for many. */
    Uni<Void> changeAll(List<Lead> leads);

    /** Those that may be are in a sequence from now on: see {@link LeadStatus#mayBecome}. */
    Uni<Void> enterSequence(Collection<UUID> ids);

    /** Keeps the row and hides the lead. */
    Uni<Void> delete(UUID id);

    Uni<Optional<Lead>> withEmail(String email);
}
