package dev.spectrum.demomodel.arguments;

import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.words.Mentions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who: a new contact is made of the question's words alone; a change takes what stands after "to"; every other tool gets
 * the address or name of the person in question.
 */
final class PersonRule implements ArgumentRule {

    private static final Pattern TITLE = Pattern.compile(
            "\\b(C[EFTOIMR]O|(?:S?VP|Vice President|Director|Head|Chief)(?:,? (?:of )?\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?)?"
                    + "|(?:\\p{Lu}\\p{L}+ ){0,2}(?:Manager|Director|Officer|Lead|Engineer|Analyst|Partner)"
                    + "|(?i:managing director|co-founder|founder|owner|president))\\b");

    static boolean isAboutPerson(Property property) {
        return property.isNamed(
                "email",
                "phone",
                "name",
                "first_name",
                "last_name",
                "full_name",
                "company",
                "company_name",
                "organization",
                "title",
                "job_title",
                "contact_name",
                "contact_email");
    }

    @Override
    public Optional<String> value(Property property, Facts facts) {
        if (facts.isFor(Capability.CREATE_PERSON)) {
            return created(property, facts.mentions());
        }
        if (facts.isFor(Capability.UPDATE_PERSON)) {
            return changed(property, facts);
        }
        return addressed(property, facts);
    }

    private static Optional<String> created(Property property, Mentions mentions) {
        if (property.says("email")) {
            return mentions.email();
        }
        if (property.says("phone", "mobile", "telephone")) {
            return mentions.phones().stream().findFirst();
        }
        if (property.says("company", "organization", "account")) {
            return mentions.companies().stream().findFirst();
        }
        if (property.isNamed("title", "job_title", "position", "role")) {
            return title(mentions.question());
        }
        if (property.says("website", "url", "linkedin")) {
            return mentions.links().stream().findFirst();
        }
        return mentions.person().flatMap(name -> partOfName(property, name));
    }

    private static Optional<String> changed(Property property, Facts facts) {
        String words = String.join("[ _-]", property.words());
        Pattern toWhat = Pattern.compile(
                "\\b" + words + "s?\\b.*?\\b(?:to|is now|is|as)\\b:? (.+)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        Matcher said = toWhat.matcher(facts.question());
        Mentions mentions = facts.mentions();
        if (property.isNamed("status", "lifecycle_stage", "stage")) {
            return said.find() ? Optional.of(trimmed(said.group(1))) : markedAs(facts.question(), "mark");
        }
        if (property.isNamed("tags", "labels")) {
            return markedAs(facts.question(), "tag").map(tag -> withKnownTags(tag, facts));
        }
        if (property.says("phone", "mobile")) {
            return mentions.phones().stream().findFirst();
        }
        if (property.says("email")) {
            return said.find() ? mentions.email() : Optional.empty();
        }
        return isAboutPerson(property) && said.find() ? Optional.of(trimmed(said.group(1))) : Optional.empty();
    }

    /** "Tag Dana as vip", "mark her as a customer". */
    private static Optional<String> markedAs(String question, String verb) {
        Matcher marked = Pattern.compile(
                        "\\b" + verb + "\\b.*?\\b(?:as|with)\\b (?:an? )?(.+)$", Pattern.CASE_INSENSITIVE)
                .matcher(question);
        return marked.find() ? Optional.of(trimmed(marked.group(1))) : Optional.empty();
    }

    /** A change replaces the list, so what is on it goes along. */
    private static String withKnownTags(String tag, Facts facts) {
        List<String> known =
                Optional.ofNullable(facts.person()).map(Person::tags).orElse(List.of());
        return Stream.concat(known.stream(), Stream.of(tag)).distinct().collect(Collectors.joining(", "));
    }

    private static String trimmed(String value) {
        return value.strip().replaceAll("^[\"“]|[\"”.!]+$", "");
    }

    private static Optional<String> addressed(Property property, Facts facts) {
        Mentions mentions = facts.mentions();
        boolean isRecipient = property.isNamed("to", "recipient", "recipients", "attendees", "attendee")
                && (facts.capability() == null || facts.acts());
        if (property.says("email") || (isRecipient && facts.acts())) {
            return mentions.email().or(() -> facts.ofPerson(Person::email));
        }
        if (property.says("phone", "mobile") || isRecipient) {
            return mentions.phones().stream().findFirst().or(() -> facts.ofPerson(Person::phone));
        }
        if (property.says("company", "organization", "account")) {
            return mentions.companies().stream().findFirst();
        }
        if (property.isNamed("title", "job_title") && facts.isFor(Capability.FIND_PEOPLE)) {
            return title(facts.question());
        }
        boolean isPersonsName = property.says("first", "last", "full", "contact", "attendee", "person", "customer")
                || facts.isFor(Capability.FIND_PEOPLE, Capability.PERSON_DETAILS);
        return isPersonsName
                ? facts.ofPerson(Person::name).or(mentions::person).flatMap(name -> partOfName(property, name))
                : Optional.empty();
    }

    private static Optional<String> partOfName(Property property, String name) {
        List<String> parts = List.of(name.split(" ", 2));
        if (property.isNamed("first_name", "given_name")) {
            return Optional.of(parts.get(0));
        }
        if (property.isNamed("last_name", "family_name", "surname")) {
            return parts.size() > 1 ? Optional.of(parts.get(1)) : Optional.empty();
        }
        return property.says("name") ? Optional.of(name) : Optional.empty();
    }

    private static Optional<String> title(String question) {
        Matcher title = TITLE.matcher(question);
        return title.find() ? Optional.of(title.group(1)) : Optional.empty();
    }
}
