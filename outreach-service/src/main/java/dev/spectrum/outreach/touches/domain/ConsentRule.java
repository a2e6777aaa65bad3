package dev.spectrum.outreach.touches.domain;

import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.leads.domain.LeadProfile;
import dev.spectrum.outreach.senders.domain.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What the law of a lead's country asks for before it is contacted, by the table in {@code consent.properties}. */
enum ConsentRule {
    NONE,
    BUSINESS,
    EXPRESS;

    private static final Set<String> YES = Set.of("yes", "true", "1", "y", "ja", "oui");
    private static final Set<String> EU = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
    /** Where people have their own mail. */
    private static final Set<String> PRIVATE_DOMAINS = Set.of(
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "live.com",
            "yahoo.com",
            "icloud.com",
            "me.com",
            "aol.com",
            "proton.me",
            "protonmail.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "t-online.de",
            "orange.fr",
            "free.fr",
            "libero.it",
            "bigpond.com",
            "optusnet.com.au");

    private static final Properties TABLE = table();

    static ConsentRule of(String country, Channel channel) {
        String code = Country.named(country).map(Country::code).orElse("");
        String word = Optional.ofNullable(TABLE.getProperty(code + "." + channel.word()))
                .or(() -> EU.contains(code)
                        ? Optional.ofNullable(TABLE.getProperty("EU." + channel.word()))
                        : Optional.empty())
                .orElse("none");
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Why the lead may not be contacted so; empty if it may. */
    static Optional<Refusal> refusal(LeadProfile lead, Channel channel, String address) {
        if ((channel == Channel.VOICE || channel == Channel.SMS) && says(lead, "do_not_call")) {
            return Optional.of(
                    new Refusal.ForGood("do-not-call", "The lead is not to be called, and so not to be texted."));
        }
        boolean allowed = switch (of(lead.country(), channel)) {
            case NONE -> true;
            case BUSINESS -> isOfACompany(lead, channel, address) || hasConsented(lead, channel);
            case EXPRESS -> hasConsented(lead, channel);
        };
        return allowed
                ? Optional.empty()
                : Optional.of(new Refusal.ForGood(
                        "consent-missing",
                        "In " + lead.country() + " nobody is contacted so without consent, and consent_"
                                + channel.word() + " of the lead does not say yes."));
    }

    private static boolean isOfACompany(LeadProfile lead, Channel channel, String address) {
        return channel != Channel.EMAIL
                || !address.equals(lead.personalEmail())
                        && !PRIVATE_DOMAINS.contains(address.substring(address.lastIndexOf('@') + 1));
    }

    private static boolean hasConsented(LeadProfile lead, Channel channel) {
        return says(lead, "consent_" + channel.word());
    }

    private static boolean says(LeadProfile lead, String field) {
        Object value = lead.custom().get(field);
        return value != null && YES.contains(String.valueOf(value).strip().toLowerCase(Locale.ROOT));
    }

    private static Properties table() {
        try (InputStream file = ConsentRule.class.getResourceAsStream("/dev/spectrum/outreach/consent.properties")) {
            Properties table = new Properties();
            table.load(Objects.requireNonNull(file));
            return table;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
