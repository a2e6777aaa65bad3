package dev.spectrum.outreach.campaigns;

import dev.spectrum.outreach.countries.domain.Country;
import dev.spectrum.outreach.leads.domain.LeadFilter;
import dev.spectrum.outreach.leads.domain.LeadStatus;
import dev.spectrum.outreach.scoring.domain.Tier;
import dev.spectrum.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A campaign's {@code lead_filter}: {@code {"tiers": ["hot"], "status": ["scored"], "list": "Fair 2026", "country":
 * ["Germany"], "ids": []}}. A lead must fit all that is named; {@code {}} means every lead. A single word may stand for an
 * array of one. A key that is not known is refused: overlooked, it would send to more people than was meant.
 */
public final class LeadFilterJson {

    private static final String TIERS = "tiers";
    private static final String STATUS = "status";
    private static final String LIST = "list";
    private static final String COUNTRY = "country";
    private static final String IDS = "ids";
    private static final List<String> KEYS = List.of(TIERS, STATUS, LIST, COUNTRY, IDS);

    private LeadFilterJson() {}

    /** @throws ProblemException 400, with a pointer to what can't be read */
    public static LeadFilter read(Map<String, Object> json) {
        json.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw invalid("/" + key, "There is no such filter; there are: " + String.join(", ", KEYS) + ".");
        });
        List<String> list = words(json, LIST);
        if (list.size() > 1) {
            throw invalid("/" + LIST, "Must be the name of one list.");
        }
        return new LeadFilter(
                Optional.empty(),
                read(json, TIERS, word -> constant(Tier.class, word), "Must be one of " + all(Tier.class)),
                read(json, STATUS, word -> constant(LeadStatus.class, word), "Must be one of " + all(LeadStatus.class)),
                list.stream().findFirst(),
                read(json, COUNTRY, word -> Optional.of(Country.canonicalName(word)), ""),
                read(json, IDS, LeadFilterJson::id, "Must be a UUID."));
    }

    /** What {@link #read} reads as the same filter, without what says nothing. */
    public static Map<String, Object> write(LeadFilter filter) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(
                json,
                TIERS,
                filter.tiers().stream().sorted().map(LeadFilterJson::word).toList());
        put(
                json,
                STATUS,
                filter.statuses().stream().sorted().map(LeadFilterJson::word).toList());
        filter.list().ifPresent(name -> json.put(LIST, name));
        put(json, COUNTRY, filter.countries().stream().sorted().toList());
        put(json, IDS, filter.ids().stream().sorted().map(UUID::toString).toList());
        return json;
    }

    private static void put(Map<String, Object> json, String key, List<String> words) {
        if (!words.isEmpty()) {
            json.put(key, words);
        }
    }

    private static <T> Set<T> read(
            Map<String, Object> json, String key, Function<String, Optional<T>> reading, String expectation) {
        Set<T> values = new LinkedHashSet<>();
        List<String> words = words(json, key);
        for (int i = 0; i < words.size(); i++) {
            String pointer = "/" + key + "/" + i;
            values.add(reading.apply(words.get(i)).orElseThrow(() -> invalid(pointer, expectation)));
        }
        return values;
    }

    private static List<String> words(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (Object item : value instanceof List<?> items ? items : List.of(value)) {
            if (!(item instanceof String word) || word.isBlank()) {
                throw invalid("/" + key, "Must be a string or an array of strings.");
            }
            words.add(word.strip());
        }
        return words;
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst();
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(LeadFilterJson::word).collect(Collectors.joining(", ")) + ".";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<UUID> id(String word) {
        try {
            return Optional.of(UUID.fromString(word));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static ProblemException invalid(String pointer, String detail) {
        return ProblemException.invalid("/lead_filter" + pointer, detail);
    }
}
