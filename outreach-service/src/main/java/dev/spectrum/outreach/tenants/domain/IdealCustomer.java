package dev.spectrum.outreach.tenants.domain;

import dev.spectrum.outreach.countries.domain.Country;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a tenant wants to sell to. Read from the company profile's {@code icp}, which is free in form: what is missing or
 * of another shape counts as not said.
 *
 * @param industries {@code icp.industries}
 * @param countries {@code icp.countries}, as {@link Country#canonicalName} spells them
 * @param employeesMin {@code icp.employees_min}, inclusive
 * @param employeesMax {@code icp.employees_max}, inclusive
 * @param competitors {@code icp.competitors}: names or domains of companies that must not score, in lower case
 */
public record IdealCustomer(
        List<String> industries,
        List<String> countries,
        Optional<Integer> employeesMin,
        Optional<Integer> employeesMax,
        List<String> competitors) {

    public static final IdealCustomer UNKNOWN =
            new IdealCustomer(List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    public static IdealCustomer of(Map<String, ?> icp) {
        return new IdealCustomer(
                texts(icp.get("industries")),
                texts(icp.get("countries")).stream().map(Country::canonicalName).toList(),
                number(icp.get("employees_min")),
                number(icp.get("employees_max")),
                texts(icp.get("competitors")).stream()
                        .map(competitor -> competitor.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> items
                ? items.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }

    private static Optional<Integer> number(@Nullable Object value) {
        return value instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }
}
