package dev.spectrum.outreach.leads.domain;

import dev.spectrum.outreach.countries.domain.Country;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a lead. Text that is not known is blank.
 *
 * @param email kept trimmed and in lower case
 * @param phone E.164, or its digits where its country is not known
 * @param employees how many the company has
 * @param country kept by its name in English where it is known
 * @param linkedinUrl as {@link LinkedInProfile} spells it
 * @param timeZone an IANA id such as {@code Europe/Berlin}
 * @param emailVerified whether somebody found out that the address works; empty if nobody tried
 * @param fundedAt when the company last got money
 * @param lists names of the lists the lead is on, in their order
 * @param custom what this tenant keeps beside
 */
public record LeadProfile(
        String firstName,
        String lastName,
        String email,
        String personalEmail,
        String phone,
        String title,
        String company,
        String website,
        String industry,
        Optional<Integer> employees,
        String country,
        String city,
        String linkedinUrl,
        String timeZone,
        Optional<Boolean> emailVerified,
        Optional<LocalDate> jobStartedAt,
        Optional<Boolean> hiring,
        Optional<LocalDate> fundedAt,
        List<String> lists,
        Map<String, Object> custom) {

    public LeadProfile {
        email = EmailAddress.normalised(email);
        personalEmail = EmailAddress.normalised(personalEmail);
        country = Country.canonicalName(country);
        lists = lists.stream().distinct().sorted().toList();
        custom = Map.copyOf(custom);
    }

    public String fullName() {
        return (firstName + " " + lastName).strip();
    }

    /** Whether there is a way to reach the lead, or at least a name to find one by. */
    public boolean isSomebody() {
        return !(fullName() + email + personalEmail + phone + linkedinUrl).isBlank();
    }

    /**
     * The merge rule: what the newer one says replaces what this says, and what it leaves blank stays. Lists are joined,
     * custom fields are merged one by one. That an address was verified holds for that address alone.
     */
    public LeadProfile mergedWith(LeadProfile newer) {
        boolean addressChanges = !newer.email.isEmpty() && !newer.email.equals(email);
        return new LeadProfile(
                filled(newer.firstName, firstName),
                filled(newer.lastName, lastName),
                filled(newer.email, email),
                filled(newer.personalEmail, personalEmail),
                filled(newer.phone, phone),
                filled(newer.title, title),
                filled(newer.company, company),
                filled(newer.website, website),
                filled(newer.industry, industry),
                newer.employees.or(() -> employees),
                filled(newer.country, country),
                filled(newer.city, city),
                filled(newer.linkedinUrl, linkedinUrl),
                filled(newer.timeZone, timeZone),
                addressChanges ? newer.emailVerified : newer.emailVerified.or(() -> emailVerified),
                newer.jobStartedAt.or(() -> jobStartedAt),
                newer.hiring.or(() -> hiring),
                newer.fundedAt.or(() -> fundedAt),
                joined(lists, newer.lists),
                joined(custom, newer.custom));
    }

    private static String filled(String newer, String older) {
        return newer.isBlank() ? older : newer;
    }

    private static List<String> joined(List<String> older, List<String> newer) {
        Set<String> all = new LinkedHashSet<>(older);
        all.addAll(newer);
        return List.copyOf(all);
    }

    private static Map<String, Object> joined(Map<String, Object> older, Map<String, Object> newer) {
        Map<String, Object> all = new LinkedHashMap<>(older);
        newer.forEach((name, value) -> {
            if (!(value instanceof String text && text.isBlank())) {
                all.put(name, value);
            }
        });
        return all;
    }
}
