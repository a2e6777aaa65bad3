package dev.spectrum.outreach.imports.domain;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns that mean something. Each is known by its own name and by what other systems call it. */
public enum Column {
    FIRST_NAME("firstname", "first", "given_name", "forename", "vorname", "prenom"),
    LAST_NAME("lastname", "last", "surname", "family_name", "nachname", "nom"),
    FULL_NAME("name", "fullname", "contact", "contact_name"),
    EMAIL("e_mail", "mail", "email_address", "work_email", "business_email", "email_1"),
    PERSONAL_EMAIL("private_email", "personal_email_address"),
    PHONE(
            "phone_number",
            "telephone",
            "tel",
            "mobile",
            "mobile_phone",
            "cell",
            "cell_phone",
            "direct_phone",
            "work_phone",
            "work_direct_phone",
            "telefon"),
    TITLE("job_title", "jobtitle", "position", "role"),
    COMPANY("company_name", "organization", "organisation", "account", "account_name", "employer", "firma"),
    WEBSITE("company_website", "website_url", "url", "domain", "company_domain", "web"),
    INDUSTRY("company_industry", "sector", "branche"),
    EMPLOYEES(
            "company_size",
            "employee_count",
            "employees_count",
            "number_of_employees",
            "no_of_employees",
            "headcount",
            "company_employees"),
    COUNTRY("country_name", "land"),
    CITY("town", "ort", "stadt"),
    LINKEDIN_URL("linkedin", "linkedin_profile", "linkedin_profile_url", "person_linkedin_url", "profile_url"),
    TIME_ZONE("timezone", "tz"),
    EMAIL_VERIFIED("verified", "email_status", "email_is_verified"),
    JOB_STARTED_AT("job_start", "job_start_date", "job_started_on", "position_started_at", "role_started_at"),
    HIRING("is_hiring", "currently_hiring"),
    FUNDED_AT("funding_date", "last_funding_date", "last_funding_at", "last_raised_at", "funded_on"),
    LIST("lists", "list_name", "list_names");

    private final List<String> otherNames;

    Column(String... otherNames) {
        this.otherNames = List.of(otherNames);
    }

    /** Its name, such as {@code first_name}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of this name; empty if there is none. */
    public static Optional<Column> named(String word) {
        return Arrays.stream(values())
                .filter(column -> column.word().equals(word))
                .findFirst();
    }

    /** The column that a header of this text means; empty if it means none. */
    public static Optional<Column> of(String header) {
        String word = word(header);
        return Arrays.stream(values())
                .filter(column -> column.word().equals(word) || column.otherNames.contains(word))
                .findFirst();
    }

    /** A header as one word in snake case: "Company Size (est.)" becomes {@code company_size_est}. */
    public static String word(String header) {
        return Normalizer.normalize(header, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
    }
}
