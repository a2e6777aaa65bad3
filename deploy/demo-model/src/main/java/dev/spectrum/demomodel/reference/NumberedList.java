package dev.spectrum.demomodel.reference;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The items of a list in a text, numbered or with bullets. */
record NumberedList(List<String> items) {

    private static final String SIGN = "(?:\\d{1,3}[.)]|[-*•])\\s+";
    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*" + SIGN + "(.+)$");
    private static final Pattern ITEM_SIGN = Pattern.compile("^" + SIGN);
    private static final Pattern END_OF_HEAD = Pattern.compile(",|:| \\(| [-–—] |\\. |['’]s | is | has ");

    /** A list has at least two items. */
    static Optional<NumberedList> in(String text) {
        List<String> items = ITEM.matcher(text)
                .results()
                .map(found -> found.group(1).replace("**", "").strip())
                .toList();
        return items.size() < 2 ? Optional.empty() : Optional.of(new NumberedList(items));
    }

    /** What a line, an item or not, begins with, up to the first comma, colon, bracket or verb. */
    static String head(String sentence) {
        String words = ITEM_SIGN.matcher(sentence.replace("**", "").strip()).replaceFirst("");
        return END_OF_HEAD.split(words, 2)[0].strip();
    }
}
