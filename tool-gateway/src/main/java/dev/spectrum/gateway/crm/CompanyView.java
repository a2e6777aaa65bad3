package dev.spectrum.gateway.crm;

import static dev.spectrum.gateway.crm.ContactView.known;

import dev.spectrum.gateway.crm.domain.Company;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company as tools give it. What is not known is null. */
record CompanyView(
        UUID id,
        String name,
        @Nullable String website,
        @Nullable String phone,
        @Nullable String city,
        @Nullable String country,
        @Nullable String description) {

    /** What the tools for one company give. */
    record One(CompanyView company) {}

    static CompanyView of(Company company) {
        return new CompanyView(
                company.id(),
                company.name(),
                known(company.website()),
                known(company.phone()),
                known(company.city()),
                known(company.country()),
                known(company.description()));
    }
}
