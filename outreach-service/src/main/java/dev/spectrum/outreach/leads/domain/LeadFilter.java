package dev.spectrum.outreach.leads.domain;

import dev.spectrum.outreach.scoring.domain.Tier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which leads are meant: those that fit everything that is said. What is empty says nothing.
 *
 * @param text somewhere in the name, email or company, whatever the case
 * @param list the name of a list the lead is on
 * @param countries as {@link dev.spectrum.outreach.countries.domain.Country#canonicalName} spells them
 * @param scoreFrom the lowest score, inclusive
 * @param scoreTo the highest score, inclusive
 * @param custom values of custom fields by their names, compared as text
 */
public record LeadFilter(
        Optional<String> text,
        Set<Tier> tiers,
        Set<LeadStatus> statuses,
        Optional<String> list,
        Set<String> countries,
        Set<UUID> ids,
        Optional<Integer> scoreFrom,
        Optional<Integer> scoreTo,
        Map<String, String> custom) {

    public static final LeadFilter ALL =
            new LeadFilter(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Set.of(), Set.of());

    /** One that says nothing of scores and custom fields. */
    public LeadFilter(
            Optional<String> text,
            Set<Tier> tiers,
            Set<LeadStatus> statuses,
            Optional<String> list,
            Set<String> countries,
            Set<UUID> ids) {
        this(text, tiers, statuses, list, countries, ids, Optional.empty(), Optional.empty(), Map.of());
    }

    public LeadFilter {
        tiers = Set.copyOf(tiers);
        statuses = Set.copyOf(statuses);
        countries = Set.copyOf(countries);
        ids = Set.copyOf(ids);
        custom = Map.copyOf(custom);
    }
}
