package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Deal;
import dev.spectrum.demomodel.records.Person;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Titles, subjects, bodies and notes, in the question's own words. */
final class TextRule implements ArgumentRule {

    private static final Pattern KIND = Pattern.compile(
            "\\b(call|meeting|demo|appointment|lunch|coffee|interview|review)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:named|called|titled) ([^,.]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTE =
            Pattern.compile("\\bnotes?\\b[^:]*?(?::|\\bthat\\b|\\bsaying\\b) ?(.+)$", Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (facts.isFor(Capability.SEND_EMAIL)) {
            return letter(property, facts);
        }
        if (property.isNamed("title", "subject", "summary", "name") && facts.isFor(Capability.BOOK)) {
            return Optional.of(appointmentTitle(facts));
        }
        if (property.isNamed("name", "title", "deal_name") && facts.isFor(Capability.CREATE_DEAL)) {
            return Optional.of(dealName(facts));
        }
        if (property.says("note", "notes", "description")) {
            return note(facts)
                    .or(() -> facts.isFor(Capability.BOOK) ? Letter.topic(facts.mentions()) : Optional.empty());
        }
        boolean isFreeText = facts.capability() == null
                && property.required()
                && property.type().equals("string")
                && !property.says("id", "ids");
        return isFreeText
                ? Optional.of(facts.mentions().quoted().stream().findFirst().orElse(facts.question()))
                : Optional.empty();
    }

    private static Optional<String> letter(Property property, Facts facts) {
        Optional<Letter> letter = Letter.from(facts.mentions(), facts.ofPerson(Person::name));
        if (property.isNamed("subject", "title")) {
            return letter.map(Letter::subject);
        }
        if (property.isNamed("body", "text", "message", "content", "text_body", "body_text")) {
            return letter.map(Letter::body);
        }
        return property.isNamed("html", "html_body", "body_html") && property.required()
                ? letter.map(Letter::html)
                : Optional.empty();
    }

    private static String appointmentTitle(Facts facts) {
        Optional<String> quoted = facts.mentions().quoted().stream().findFirst();
        if (quoted.isPresent()) {
            return quoted.get();
        }
        Matcher kind = KIND.matcher(facts.question());
        String word = kind.find() ? kind.group(1).toLowerCase(Locale.ROOT) : "appointment";
        String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        return facts.ofPerson(Person::label)
                .or(facts.mentions()::person)
                .map(name -> title + " with " + name)
                .orElse(title);
    }

    private static String dealName(Facts facts) {
        Matcher named = NAMED.matcher(facts.question());
        return facts.mentions().quoted().stream()
                .findFirst()
                .or(() -> named.find() ? Optional.of(named.group(1).strip()) : Optional.empty())
                .or(() -> Optional.ofNullable(facts.deal()).map(Deal::name))
                .or(() ->
                        facts.mentions().companies().stream().findFirst().map(company -> "Opportunity with " + company))
                .or(() -> facts.ofPerson(Person::name).map(name -> "Opportunity with " + name))
                .orElse("New opportunity");
    }

    private static Optional<String> note(Facts facts) {
        Matcher note = NOTE.matcher(facts.question());
        if (!note.find()) {
            return Optional.empty();
        }
        String added = note.group(1).strip().replaceAll("^\"|\"$", "");
        // A change replaces the notes, so what they say goes along.
        Optional<String> known = facts.ofPerson(Person::notes).filter(any -> facts.isFor(Capability.UPDATE_PERSON));
        return Optional.of(known.map(notes -> notes + "\n" + added).orElse(added));
    }
}
