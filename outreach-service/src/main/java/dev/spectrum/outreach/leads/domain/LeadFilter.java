package dev.spectrum.outreach.leads.domain;

import dev.spectrum.outreach.scoring.domain.Tier;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which leads are meant: those that fit everything that is said. What is empty says nothing.
 *
 * @param text somewhere in the name, email or company, whatever the case
 * @param list the name of a list the lead is on
 * @param countries as {@link dev.spectrum.outreach.countries.domain.Country#canonicalName} spells them
 */
public record LeadFilter(
        Optional<String> text,
        Set<Tier> tiers,
        Set<LeadStatus> statuses,
        Optional<String> list,
        Set<String> countries,
        Set<UUID> ids) {

    public static final LeadFilter ALL =
            new LeadFilter(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Set.of(), Set.of());

    public LeadFilter {
        tiers = Set.copyOf(tiers);
        statuses = Set.copyOf(statuses);
        countries = Set.copyOf(countries);
        ids = Set.copyOf(ids);
    }
}
