package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.words.Mentions;
import dev.spectrum.demomodel.words.WordFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words to search for: the most telling thing that the question names. */
final class QueryRule implements ArgumentRule {

    private static final Set<String> NO_TERMS = WordFile.load("not-names.txt").words("not search terms");

    static boolean isQuery(Property property) {
        return property.isNamed(
                "query", "q", "search", "search_term", "term", "keyword", "keywords", "search_query", "text_query");
    }

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (!isQuery(property)) {
            return Optional.empty();
        }
        Optional<String> query = query(facts);
        return query.isEmpty() && property.required() ? Optional.of(unknownTool(facts) ? facts.question() : "") : query;
    }

    private static boolean unknownTool(Facts facts) {
        return facts.capability() == null;
    }

    private static Optional<String> query(Facts facts) {
        Mentions mentions = facts.mentions();
        // Deals are chosen from the whole list by what the answer needs; their search may not look at contacts.
        if (facts.isFor(Capability.FIND_DEALS)) {
            return mentions.quoted().stream().findFirst();
        }
        return Stream.of(
                        facts.ofPerson(Person::email).stream(),
                        mentions.emails().stream(),
                        mentions.phones().stream(),
                        mentions.quoted().stream(),
                        facts.ofPerson(Person::name).stream(),
                        mentions.people().stream(),
                        mentions.companies().stream(),
                        terms(facts).stream())
                .flatMap(found -> found)
                .findFirst();
    }

    /** One or two words that are left over: "find all CEOs", "contacts at northwind". */
    private static Optional<String> terms(Facts facts) {
        List<String> left = Stream.of(facts.mentions().rest().split("[^\\p{L}\\p{N}-]+"))
                .filter(word -> word.length() > 2 && !NO_TERMS.contains(word.toLowerCase(Locale.ROOT)))
                .map(word -> word.matches("\\p{Lu}{2,}s") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.toList());
        return left.isEmpty() || left.size() > 2 ? Optional.empty() : Optional.of(String.join(" ", left));
    }
}
