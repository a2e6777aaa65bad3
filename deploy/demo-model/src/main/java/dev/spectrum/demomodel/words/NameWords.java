package dev.spectrum.demomodel.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of people and companies: those the conversation knows, in any case; others by their capitals, by the word before
 * them ("at", "from": a company) and by a company's ending. A lower-case name is seen only where one must stand ("a
 * contact jane doe").
 */
record NameWords(List<String> people, List<String> companies, List<String> deals) {

    /** How far before a name the word stands that tells a company: "managing director of". */
    private static final int LONGEST_LEAD = 24;

    private static final String SOMEONE = "someone";
    private static final String THIS_COMPANY = "this company";
    private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}'’.&-]{0,40}";
    private static final String JOINT = "(?:van|der|den|de|del|da|dos|di|la|le|von|zu|bin|al|el|ter|&|and|und|y)";
    private static final Pattern CAPITALS = Pattern.compile("(?<![\\p{L}\\p{N}@])" + WORD + "(?: (?:" + JOINT
            + " ){0,2}" + WORD + "){0,5}(?:, (?:Inc|LLC|LLP|Ltd|Corp)\\b\\.?)?");
    private static final Pattern COMPANY_BEFORE = Pattern.compile(
            "(?:\\b(?:at|from|company|account|customer|(?:ceo|cfo|cto|coo|cmo|vp|owner|founder|director|manager|head|president) of)|@)\\s+$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPANY_ENDING = Pattern.compile(
            ".*\\b(?:GmbH|AG|SE|KG|Inc|LLC|LLP|Ltd|Limited|Corp|Corporation|Co|Company|Group|Partners|Logistics"
                    + "|Industries|Systems|Software|Studio|Studios|Labs|Solutions|Services|Holdings|Media|Foods|Hotels"
                    + "|Clinics|Bank|Builders|Brewing|Freight|Payroll|Legal|Energy|Solar|Interiors)\\b\\.?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LOWER_CASE_PERSON = Pattern.compile(
            "\\b(?:contact|named|called|with|to|for|about) (\\p{Ll}[\\p{L}'’-]+ \\p{Ll}[\\p{L}'’-]+)(?=\\s*$|\\s{2,}|\\s*[,.?!])");

    /** "MRR" is nobody's name, though "IBM" after "at" is a company's. */
    private static final Pattern ABBREVIATION = Pattern.compile("\\p{Lu}{2,5}");

    private static final Pattern MARK_AS =
            Pattern.compile("\\s*(?:please )?mark\\b.*\\bas\\b", Pattern.CASE_INSENSITIVE);

    private static final WordFile WORDS = WordFile.load("not-names.txt");

    /** Capitalised words that begin sentences or name no person. */
    private static final Set<String> NO_NAMES = WORDS.words("not names");

    /** Names of people that are also words a sentence begins with: no name when they stand alone. */
    private static final Set<String> NO_NAMES_ALONE = WORDS.words("not names alone");

    /** Lower-case words that stand where a name could. */
    private static final Set<String> NO_LOWER_CASE_NAMES = WORDS.words("not names in lower case");

    static NameWords take(Text text, KnownNames known) {
        List<String> deals =
                List.copyOf(takeKnown(text, known.deals(), "the deal").values());
        NavigableMap<Integer, String> people = takeKnown(text, known.people(), SOMEONE);
        NavigableMap<Integer, String> companies = takeKnown(text, known.companies(), THIS_COMPANY);
        Matcher capitals = CAPITALS.matcher(text.rest());
        while (capitals.find()) {
            takeCapitals(text, capitals.toMatchResult(), known, people, companies);
        }
        if (people.isEmpty()) {
            takeLowerCase(text, people);
        }
        return new NameWords(inOrder(people), inOrder(companies), deals);
    }

    private static List<String> inOrder(NavigableMap<Integer, String> namesByPosition) {
        return namesByPosition.values().stream().distinct().toList();
    }

    private static NavigableMap<Integer, String> takeKnown(Text text, List<String> names, String generalWord) {
        NavigableMap<Integer, String> found = new TreeMap<>();
        for (String name : names) {
            text.take(TimeWords.word(Pattern.quote(name)), generalWord)
                    .ifPresent(match -> found.put(match.start(), name));
        }
        return found;
    }

    private static void takeCapitals(
            Text text,
            MatchResult found,
            KnownNames known,
            Map<Integer, String> people,
            Map<Integer, String> companies) {
        List<String> words = new ArrayList<>(List.of(found.group().split(" ")));
        int start = found.start();
        boolean marks = MARK_AS.matcher(text.rest()).lookingAt();
        while (!words.isEmpty()
                && (isNoName(words.get(0)) || (marks && bare(words.get(0)).equals("mark")))) {
            start += words.remove(0).length() + 1;
        }
        while (!words.isEmpty() && isNoName(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        String name = String.join(" ", words).replaceAll("(?:['’]s?|[.,])+$", "");
        if (name.isBlank()) {
            return;
        }
        Optional<String> person = partOf(name, known.people());
        Optional<String> company = partOf(name, known.companies());
        String before = text.rest().substring(Math.max(0, start - LONGEST_LEAD), start);
        boolean isCompany = person.isEmpty()
                && (company.isPresent()
                        || COMPANY_BEFORE.matcher(before).find()
                        || COMPANY_ENDING.matcher(name).matches());
        boolean isOtherWord = NO_NAMES_ALONE.contains(bare(name))
                || ABBREVIATION.matcher(name).matches();
        if (isOtherWord && person.isEmpty() && !isCompany) {
            return;
        }
        int end = start + name.length();
        if (isCompany) {
            companies.put(start, company.orElse(name));
        } else {
            people.put(start, person.orElse(name));
        }
        text.call(start, end, isCompany ? THIS_COMPANY : SOMEONE);
    }

    private static boolean isNoName(String word) {
        return NO_NAMES.contains(bare(word));
    }

    /** The one known name that this is a word of: "Dana" for "Dana Whitfield", if there is no other Dana. */
    private static Optional<String> partOf(String name, List<String> known) {
        List<String> matches = known.stream()
                .filter(candidate -> (" " + candidate.toLowerCase(Locale.ROOT) + " ")
                        .contains(" " + name.toLowerCase(Locale.ROOT) + " "))
                .distinct()
                .toList();
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    private static void takeLowerCase(Text text, Map<Integer, String> people) {
        Matcher lower = LOWER_CASE_PERSON.matcher(text.rest());
        while (lower.find()) {
            List<String> words = List.of(lower.group(1).split(" "));
            if (words.stream().noneMatch(NO_LOWER_CASE_NAMES::contains)) {
                text.call(lower.start(1), lower.end(1), SOMEONE);
                people.put(lower.start(1), lower.group(1));
                return;
            }
        }
    }

    /** The word as the list has it: "CEOs" and "Who's" as "ceo" and "who". */
    private static String bare(String word) {
        return word.replaceAll("(?:['’]s?|[.,])+$|(?<=\\p{Lu})s$", "").toLowerCase(Locale.ROOT);
    }
}
