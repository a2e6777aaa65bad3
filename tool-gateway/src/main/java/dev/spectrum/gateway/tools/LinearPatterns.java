package dev.spectrum.gateway.tools;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * The patterns of JSON Schemas that somebody else wrote, matched in a time that grows with the text's length alone (RE2): no
 * pattern stops everybody. RE2 knows no look-around and no references back.
 */
public final class LinearPatterns implements RegularExpressionFactory {

    /** What RE2 does not know is not checked: whoever wrote the schema does so himself, and holds to it what we send him. */
    public static final RegularExpressionFactory WHERE_POSSIBLE = new LinearPatterns(false);

    /** What RE2 does not know is a mistake. */
    public static final RegularExpressionFactory ALWAYS = new LinearPatterns(true);

    /** Characters, classes and the like, each as often as it is repeated. */
    private static final int MOST_PARTS = 5_000;

    private static final int DEEPEST = 100;
    /** Parts times characters: some tens of milliseconds. What is beyond matches nothing. */
    private static final long MOST_WORK = 5_000_000;

    private static final java.util.regex.Pattern UNICODE =
            java.util.regex.Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|.)", java.util.regex.Pattern.DOTALL);
    private static final java.util.regex.Pattern REPEATED =
            java.util.regex.Pattern.compile("\\{(\\d{0,9})(?:,(\\d{0,9}))?}");

    private final boolean strict;

    private LinearPatterns(boolean strict) {
        this.strict = strict;
    }

    @Override
    public RegularExpression getRegularExpression(String pattern) {
        try {
            if (parts(pattern) > MOST_PARTS) {
                throw new IllegalArgumentException("has too many parts");
            }
            // As ECMA-262 writes a character, and as RE2 does.
            Pattern compiled = Pattern.compile(UNICODE.matcher(pattern).replaceAll(LinearPatterns::unicode));
            return text -> (long) compiled.programSize() * text.length() <= MOST_WORK
                    && compiled.matcher(text).find();
        } catch (PatternSyntaxException | IllegalArgumentException unknown) {
            if (strict) {
                throw new IllegalArgumentException("Is no pattern that can be matched in linear time", unknown);
            }
            return text -> true;
        }
    }

    private static String unicode(MatchResult escape) {
        return java.util.regex.Matcher.quoteReplacement(Optional.ofNullable(escape.group(1))
                .map(code -> "\\x{" + code + "}")
                .orElse(escape.group()));
    }

    /** About as many as the compiled pattern will have, found without compiling it: that itself may take for ever. */
    private static long parts(String pattern) {
        Deque<Long> outer = new ArrayDeque<>();
        java.util.regex.Matcher repeated = REPEATED.matcher(pattern);
        long all = 0;
        long last = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next == '(') {
                outer.push(all);
                all = 0;
                last = 0;
            } else if (next == ')' && !outer.isEmpty()) {
                last = all + 1;
                all = outer.pop() + last;
            } else if (next == '{' && repeated.region(i, pattern.length()).lookingAt()) {
                long more = last * (Math.max(number(repeated.group(1)), number(repeated.group(2))) - 1);
                last += Math.max(more, 0);
                all += Math.max(more, 0);
                i = repeated.end() - 1;
            } else {
                i = next == '\\' ? i + 1 : next == '[' ? endOfClass(pattern, i) : i;
                last = 1;
                all++;
            }
            if (all > MOST_PARTS || outer.size() > DEEPEST) {
                return Long.MAX_VALUE;
            }
        }
        return all;
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static int endOfClass(String pattern, int open) {
        for (int i = open + 1; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.charAt(i) == ']' && i > open + 1) {
                return i;
            }
        }
        return pattern.length();
    }
}
