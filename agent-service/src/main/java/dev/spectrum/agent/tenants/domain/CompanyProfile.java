package dev.spectrum.agent.tenants.domain;

import java.util.Map;

/**
 * What a tenant is; agents are told of it. What is not known is blank.
 *
 * @param stage such as "seed", "growth", "enterprise"
 * @param icp the ideal customer profile, free in form
 */
public record CompanyProfile(
        String name, String industry, String stage, String website, String description, Map<String, Object> icp) {

    /** What is known of a company of which only the name is known. */
    public static CompanyProfile named(String name) {
        return new CompanyProfile(name, "", "", "", "", Map.of());
    }
}
