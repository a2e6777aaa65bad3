package dev.spectrum.gateway.crm.domain;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as a search compares it: in lower case, without accents. "Tomás Herrera" is found by "tomas". */
public final class SearchText {

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private SearchText() {}

    public static String of(String... parts) {
        String joined = String.join(" ", parts);
        return ACCENTS.matcher(Normalizer.normalize(joined, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** The words of a query, all of which must be found. */
    public static List<String> words(String query) {
        return Arrays.stream(of(query).strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(10)
                .toList();
    }
}
