package dev.spectrum.outreach.preview.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words and habits of text that filters take for spam. A hint for who writes, and no reason to refuse. */
public final class SpamWords {

    private static final List<String> WORDS = List.of(
            "act now",
            "apply now",
            "best price",
            "buy now",
            "call now",
            "cash bonus",
            "cheap",
            "click here",
            "congratulations",
            "credit card",
            "double your",
            "earn money",
            "extra income",
            "fast cash",
            "free gift",
            "free money",
            "free trial",
            "get paid",
            "guaranteed",
            "increase sales",
            "limited time",
            "lowest price",
            "make money",
            "million dollars",
            "money back",
            "no cost",
            "no obligation",
            "no risk",
            "once in a lifetime",
            "one time offer",
            "order now",
            "risk-free",
            "risk free",
            "special promotion",
            "this is not spam",
            "urgent",
            "viagra",
            "winner",
            "work from home",
            "you have been selected",
            "100% free",
            "100% satisfied");

    private static final Pattern EXCLAMATIONS = Pattern.compile("!{2,}");
    private static final Pattern SHOUTING = Pattern.compile("(?:\\b\\p{Lu}{4,}\\b[\\s,]*){2,}");

    private SpamWords() {}

    /** What was found, in no order that matters; a word counts where it stands alone, whatever its case. */
    public static List<String> in(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        List<String> found = new ArrayList<>(WORDS.stream()
                .filter(word -> Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(word) + "(?![\\p{L}\\d])")
                        .matcher(lowerCase)
                        .find())
                .toList());
        if (EXCLAMATIONS.matcher(text).find()) {
            found.add("!!");
        }
        if (SHOUTING.matcher(text).find()) {
            found.add("CAPITALS");
        }
        return found;
    }
}
