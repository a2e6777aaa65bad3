package dev.spectrum.outreach.leads.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** By what two leads are found to be the same, the surest first. */
public enum MatchedBy {
    EMAIL,
    LINKEDIN_URL,
    PHONE;

    /**
     * Whether two are the same lead: by the same email, the same LinkedIn profile, or the same phone number unless their
     * names differ (colleagues share a switchboard's number).
     */
    public static Optional<MatchedBy> same(LeadProfile one, LeadProfile other) {
        if (!one.email().isEmpty() && one.email().equals(other.email())) {
            return Optional.of(EMAIL);
        }
        if (!one.linkedinUrl().isEmpty() && one.linkedinUrl().equals(other.linkedinUrl())) {
            return Optional.of(LINKEDIN_URL);
        }
        if (!one.phone().isEmpty() && one.phone().equals(other.phone()) && !namesDiffer(one, other)) {
            return Optional.of(PHONE);
        }
        return Optional.empty();
    }

    private static boolean namesDiffer(LeadProfile one, LeadProfile other) {
        String first = letters(one.fullName());
        String second = letters(other.fullName());
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    private static String letters(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
