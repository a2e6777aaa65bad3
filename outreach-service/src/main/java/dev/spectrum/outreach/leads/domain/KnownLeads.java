package dev.spectrum.outreach.leads.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Leads by what they are recognised by. Holds those a batch of rows may be duplicates of, and those that it adds. */
public final class KnownLeads {

    /** A lead that a profile was found to be. */
    public record Match(Lead lead, MatchedBy by) {}

    private final Map<UUID, Lead> leads = new LinkedHashMap<>();
    private final Map<String, Set<UUID>> byKey = new HashMap<>();

    public KnownLeads(Collection<Lead> leads) {
        leads.forEach(this::put);
    }

    /** Adds a lead, or replaces it after it changed. */
    public void put(Lead lead) {
        leads.put(lead.id(), lead);
        keys(lead.profile())
                .forEach(key -> byKey.computeIfAbsent(key, none -> new LinkedHashSet<>())
                        .add(lead.id()));
    }

    /** The lead that this profile is, by the surest sign there is; the first known of several. */
    public Optional<Match> find(LeadProfile profile) {
        Match best = null;
        for (String key : keys(profile)) {
            for (UUID id : byKey.getOrDefault(key, Set.of())) {
                Optional<Match> match = match(Objects.requireNonNull(leads.get(id)), profile);
                if (match.isPresent() && (best == null || match.get().by().compareTo(best.by()) < 0)) {
                    best = match.get();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Match> match(Lead lead, LeadProfile profile) {
        return MatchedBy.same(lead.profile(), profile).map(by -> new Match(lead, by));
    }

    private static List<String> keys(LeadProfile profile) {
        List<String> keys = new ArrayList<>();
        addKey(keys, MatchedBy.EMAIL, profile.email());
        addKey(keys, MatchedBy.LINKEDIN_URL, profile.linkedinUrl());
        addKey(keys, MatchedBy.PHONE, profile.phone());
        return keys;
    }

    private static void addKey(List<String> keys, MatchedBy by, String value) {
        if (!value.isEmpty()) {
            keys.add(by + ":" + value);
        }
    }
}
