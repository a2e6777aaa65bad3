package dev.spectrum.outreach.leads.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles for tests. */
public final class Profiles {

    private Profiles() {}

    public static LeadProfile named(String firstName, String lastName) {
        return of(firstName, lastName, "", "", "");
    }

    public static LeadProfile of(String firstName, String lastName, String email, String phone, String linkedinUrl) {
        return new LeadProfile(
                firstName,
                lastName,
                email,
                "",
                phone,
                "",
                "Initech",
                "",
                "",
                Optional.empty(),
                "",
                "",
                linkedinUrl,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }
}
