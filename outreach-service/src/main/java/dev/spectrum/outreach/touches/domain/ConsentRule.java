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
import java.util.stream.IntStream;

/** What the law of a lead's country asks for before it is contacted, by the table in {@code consent.properties}. */
enum ConsentRule {
    NONE,
    BUSINESS,
    EXPRESS;

    private static final Set<String> YES = Set.of("yes", "true", "1", "y", "ja", "oui");
    private static final Set<String> NO = Set.of("no", "false", "0", "n", "nein", "non", "");
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

    /** @param code of the country, by ISO 3166; blank where it is not known */
    private static ConsentRule of(String code, Channel channel) {
        String word = Optional.ofNullable(TABLE.getProperty(code + "." + channel.word()))
                .or(() -> EU.contains(code)
                        ? Optional.ofNullable(TABLE.getProperty("EU." + channel.word()))
                        : Optional.empty())
                .orElse("none");
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Why the lead may not be contacted so; empty if it may. */
    static Optional<Refusal> refusal(LeadProfile lead, Channel channel, String address) {
        if ((channel == Channel.VOICE || channel == Channel.SMS) && isNotToBeCalled(lead)) {
            return Optional.of(
                    new Refusal.ForGood("do-not-call", "The lead is not to be called, and so not to be texted."));
        }
        String country = country(lead, channel, address);
        boolean allowed = switch (of(country, channel)) {
            case NONE -> true;
            case BUSINESS -> isOfACompany(lead, channel, address) || hasConsented(lead, channel);
            case EXPRESS -> hasConsented(lead, channel);
        };
        return allowed
                ? Optional.empty()
                : Optional.of(new Refusal.ForGood(
                        "consent-missing",
                        "In " + country + " nobody is contacted so without consent, and consent_" + channel.word()
                                + " of the lead does not say yes."));
    }

    private static String country(LeadProfile lead, Channel channel, String address) {
        return Country.named(lead.country())
                .map(Country::code)
                .or(() -> channel == Channel.EMAIL ? Optional.empty() : ofNumber(address))
                .orElse("");
    }

    /** No calling code begins with another. */
    private static Optional<String> ofNumber(String number) {
        return IntStream.range(2, Math.min(5, number.length()))
                .mapToObj(end -> TABLE.getProperty("calling." + number.substring(1, end)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean isOfACompany(LeadProfile lead, Channel channel, String address) {
        return channel != Channel.EMAIL
                || !address.equals(lead.personalEmail())
                        && !PRIVATE_DOMAINS.contains(address.substring(address.lastIndexOf('@') + 1));
    }

    private static boolean hasConsented(LeadProfile lead, Channel channel) {
        return YES.contains(word(lead, "consent_" + channel.word()));
    }

    /** Whatever somebody wrote there, unless it plainly says no: an x, a date, the name of a register. */
    private static boolean isNotToBeCalled(LeadProfile lead) {
        return !NO.contains(word(lead, "do_not_call"));
    }

    private static String word(LeadProfile lead, String field) {
        Object value = lead.custom().getOrDefault(field, "");
        String text = value instanceof Number number ? String.valueOf(number.intValue()) : String.valueOf(value);
        return text.strip().toLowerCase(Locale.ROOT);
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
