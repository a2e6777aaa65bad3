package dev.spectrum.outreach.leads;

import dev.spectrum.outreach.leads.domain.Audience;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.outreach.leads.domain.LeadField;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

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

    /** The ids alone, oldest first, of those of {@link #listOldestFirst}. */
    Uni<List<UUID>> idsOldestFirst(LeadFilter filter, Optional<UUID> after, int limit);

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

    /** The same in two steps: what can be made ready outside of any transaction is, and to be run within one. */
    Supplier<Uni<Void>> toAdd(List<Lead> leads);

    /** Gives the lead with its new version. */
    Uni<Lead> change(Lead lead);

    /** The same for many. */
    Uni<Void> changeAll(List<Lead> leads);

    /**
     * Gives new scores to many, and nothing else.
     *
     * @param leads with their new scores and the versions that come with these; one that was changed meanwhile stays as it is
     */
    Uni<Void> changeScores(List<Lead> leads);

    /** Those that may be are in a sequence from now on: see {@link LeadStatus#mayBecome}. */
    Uni<Void> enterSequence(Collection<UUID> ids);

    /** Keeps the row and hides the lead. */
    Uni<Void> delete(UUID id);

    /** The lead, be it deleted or not. */
    Uni<Optional<Lead>> findEvenDeleted(UUID id);

    /** Those that are deleted, newest first. */
    Uni<List<Lead>> listDeleted(Optional<UUID> after, int limit);

    /** Shows a deleted lead again. */
    Uni<Lead> restore(UUID id);

    /**
     * Deletes the row and whatever else says who the lead is; keeps that it was erased, when, and who asked for it.
     *
     * @param by the subject of whoever did
     */
    Uni<Void> erase(Lead lead, String by);

    /**
     * Counts those that fit, however many they are.
     *
     * @param addresses one of which a lead needs to be reached
     * @param fields of which is counted who lacks them
     */
    Uni<Audience> audience(LeadFilter filter, Set<LeadField> addresses, Set<LeadField> fields);

    Uni<Optional<Lead>> withEmail(String email);

    /** Some of those with a number: colleagues share a switchboard's. */
    Uni<List<Lead>> withPhone(String number);
}
