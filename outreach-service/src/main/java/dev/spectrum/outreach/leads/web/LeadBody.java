package dev.spectrum.outreach.leads.web;

import dev.spectrum.outreach.leads.PhoneNumbers;
import dev.spectrum.outreach.leads.domain.EmailAddress;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.leads.domain.LinkedInProfile;
import dev.spectrum.platform.web.Problem.FieldError;
import dev.spectrum.platform.web.ProblemException;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A lead as clients write it. What they leave out is not known: a PUT says the whole. */
record LeadBody(
        @Nullable @Size(max = 500) String firstName,
        @Nullable @Size(max = 500) String lastName,
        @Nullable @Size(max = 500) String email,
        @Nullable @Size(max = 500) String personalEmail,
        @Nullable @Size(max = 100) String phone,
        @Nullable @Size(max = 500) String title,
        @Nullable @Size(max = 500) String company,
        @Nullable @Size(max = 2000) String website,
        @Nullable @Size(max = 500) String industry,
        @Nullable @Min(0) Integer employees,
        @Nullable @Size(max = 500) String country,
        @Nullable @Size(max = 500) String city,
        @Nullable @Size(max = 500) String linkedinUrl,
        @Nullable @Size(max = 100) String timeZone,
        @Nullable Boolean emailVerified,
        @Nullable LocalDate jobStartedAt,
        @Nullable Boolean hiring,
        @Nullable LocalDate fundedAt,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> lists,
        @Nullable @Size(max = 200) Map<@NotBlank @Size(max = 200) String, @NotNull Object> custom) {

    private static final int LONGEST_FIELD = 2000;
    private static final int LAST_YEAR = 9999;

    LeadProfile toProfile() {
        List<FieldError> errors = new ArrayList<>();
        LeadProfile profile = new LeadProfile(
                text(firstName),
                text(lastName),
                checked("/email", email, LeadBody::email, "Must be an email address.", errors),
                checked("/personal_email", personalEmail, LeadBody::email, "Must be an email address.", errors),
                checked(
                        "/phone",
                        phone,
                        number -> PhoneNumbers.normalised(number, text(country)),
                        "Must be a phone number.",
                        errors),
                text(title),
                text(company),
                text(website),
                text(industry),
                Optional.ofNullable(employees),
                text(country),
                text(city),
                checked(
                        "/linkedin_url",
                        linkedinUrl,
                        LinkedInProfile::normalised,
                        "Must be the address of a LinkedIn profile.",
                        errors),
                checked("/time_zone", timeZone, LeadBody::zone, "Must be a time zone such as Europe/Berlin.", errors),
                Optional.ofNullable(emailVerified),
                date("/job_started_at", jobStartedAt, errors),
                Optional.ofNullable(hiring),
                date("/funded_at", fundedAt, errors),
                Objects.requireNonNullElse(lists, List.of()),
                Objects.requireNonNullElse(custom, Map.of()));
        profile.custom().forEach((name, value) -> {
            if (!isPlain(value)) {
                errors.add(new FieldError(
                        "/custom/" + name.replace("~", "~0").replace("/", "~1"),
                        "Must be a text of at most " + LONGEST_FIELD + " characters, a number, or true or false."));
            }
        });
        if (errors.isEmpty() && !profile.isSomebody()) {
            errors.add(new FieldError("", "A lead needs a name, an email, a phone number or a LinkedIn profile."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return profile;
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof String text && text.length() <= LONGEST_FIELD;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static Optional<LocalDate> date(String pointer, @Nullable LocalDate value, List<FieldError> errors) {
        if (value != null && (value.getYear() < 1 || value.getYear() > LAST_YEAR)) {
            errors.add(new FieldError(pointer, "Must be a date such as 2026-01-31."));
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    private static String checked(
            String pointer,
            @Nullable String value,
            Function<String, Optional<String>> read,
            String expectation,
            List<FieldError> errors) {
        String text = text(value);
        if (text.isEmpty()) {
            return "";
        }
        return read.apply(text).orElseGet(() -> {
            errors.add(new FieldError(pointer, expectation));
            return "";
        });
    }

    private static Optional<String> email(String text) {
        return Optional.of(text).filter(EmailAddress::isValid);
    }

    private static Optional<String> zone(String text) {
        return Optional.of(text).filter(ZoneId.getAvailableZoneIds()::contains);
    }
}
