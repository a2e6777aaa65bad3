package dev.spectrum.outreach.countries.domain;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A country, whichever way it is written: ISO 3166 codes of two or three letters, its name in the languages that lists
 * come in, or what people call it.
 *
 * @param code ISO 3166-1 alpha-2, such as {@code GB}
 * @param name in English, such as "United Kingdom"
 */
public record Country(String code, String name) {

    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb");

    private static final Map<String, String> CODES_OF_OTHER_NAMES = Map.ofEntries(
            Map.entry("u.s.", "US"),
            Map.entry("u.s.a.", "US"),
            Map.entry("united states of america", "US"),
            Map.entry("the united states", "US"),
            Map.entry("america", "US"),
            Map.entry("uk", "GB"),
            Map.entry("u.k.", "GB"),
            Map.entry("great britain", "GB"),
            Map.entry("england", "GB"),
            Map.entry("scotland", "GB"),
            Map.entry("wales", "GB"),
            Map.entry("northern ireland", "GB"),
            Map.entry("republic of ireland", "IE"),
            Map.entry("the netherlands", "NL"),
            Map.entry("holland", "NL"),
            Map.entry("czech republic", "CZ"),
            Map.entry("turkey", "TR"),
            Map.entry("russian federation", "RU"),
            Map.entry("korea", "KR"),
            Map.entry("uae", "AE"),
            Map.entry("hong kong", "HK"),
            Map.entry("viet nam", "VN"));

    private static final Map<String, Country> BY_NAME = byName();

    /** Where most people of a country live, for countries of one zone or with a clear majority of business in it. */
    private static final Map<String, String> ZONES = Map.ofEntries(
            Map.entry("US", "America/New_York"),
            Map.entry("CA", "America/Toronto"),
            Map.entry("MX", "America/Mexico_City"),
            Map.entry("BR", "America/Sao_Paulo"),
            Map.entry("AR", "America/Argentina/Buenos_Aires"),
            Map.entry("CL", "America/Santiago"),
            Map.entry("CO", "America/Bogota"),
            Map.entry("GB", "Europe/London"),
            Map.entry("IE", "Europe/Dublin"),
            Map.entry("PT", "Europe/Lisbon"),
            Map.entry("ES", "Europe/Madrid"),
            Map.entry("FR", "Europe/Paris"),
            Map.entry("BE", "Europe/Brussels"),
            Map.entry("NL", "Europe/Amsterdam"),
            Map.entry("LU", "Europe/Luxembourg"),
            Map.entry("DE", "Europe/Berlin"),
            Map.entry("AT", "Europe/Vienna"),
            Map.entry("CH", "Europe/Zurich"),
            Map.entry("IT", "Europe/Rome"),
            Map.entry("DK", "Europe/Copenhagen"),
            Map.entry("NO", "Europe/Oslo"),
            Map.entry("SE", "Europe/Stockholm"),
            Map.entry("FI", "Europe/Helsinki"),
            Map.entry("PL", "Europe/Warsaw"),
            Map.entry("CZ", "Europe/Prague"),
            Map.entry("HU", "Europe/Budapest"),
            Map.entry("RO", "Europe/Bucharest"),
            Map.entry("GR", "Europe/Athens"),
            Map.entry("TR", "Europe/Istanbul"),
            Map.entry("IL", "Asia/Jerusalem"),
            Map.entry("AE", "Asia/Dubai"),
            Map.entry("SA", "Asia/Riyadh"),
            Map.entry("IN", "Asia/Kolkata"),
            Map.entry("SG", "Asia/Singapore"),
            Map.entry("HK", "Asia/Hong_Kong"),
            Map.entry("CN", "Asia/Shanghai"),
            Map.entry("JP", "Asia/Tokyo"),
            Map.entry("KR", "Asia/Seoul"),
            Map.entry("AU", "Australia/Sydney"),
            Map.entry("NZ", "Pacific/Auckland"),
            Map.entry("ZA", "Africa/Johannesburg"),
            Map.entry("NG", "Africa/Lagos"),
            Map.entry("KE", "Africa/Nairobi"),
            Map.entry("EG", "Africa/Cairo"));

    /** Empty where no country is called so. */
    public static Optional<Country> named(String text) {
        return Optional.ofNullable(BY_NAME.get(key(text)));
    }

    /** The name in English where a country is called so, otherwise the text as it is, so that two spellings compare. */
    public static String canonicalName(String text) {
        return named(text).map(Country::name).orElse(text.strip());
    }

    /** The time zone of its largest part; empty where this table has none. */
    public Optional<ZoneId> mainZone() {
        return Optional.ofNullable(ZONES.get(code)).map(ZoneId::of);
    }

    private static Map<String, Country> byName() {
        Map<String, Country> found = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale locale = Locale.of("", code);
            Country country = new Country(code, locale.getDisplayCountry(Locale.ENGLISH));
            found.put(key(code), country);
            found.put(key(locale.getISO3Country()), country);
            for (String language : LANGUAGES) {
                found.putIfAbsent(key(locale.getDisplayCountry(Locale.of(language))), country);
            }
        }
        CODES_OF_OTHER_NAMES.forEach((name, code) ->
                found.put(name, new Country(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH))));
        return Map.copyOf(found);
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
