package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.answer.PeopleAnswer;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.Records;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** "Find contacts at Northwind": one search, and its result. */
final class FindPeople implements Plan {

    @Override
    public List<ToolCall> needs(Situation situation) {
        return situation.tools().tool(Capability.FIND_PEOPLE).stream()
                .filter(tool -> !situation.asked(tool.name()))
                .map(tool -> situation.call(tool, arguments(tool, situation)))
                .toList();
    }

    @Override
    public String answer(Situation situation) {
        List<String> failures = situation.failures();
        if (!situation.can(Capability.FIND_PEOPLE)) {
            return "I have no tool here that searches contacts.";
        }
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        Records found = situation.records(Capability.FIND_PEOPLE);
        List<Person> people = found.people().stream()
                .filter(person -> isAtAskedCompany(person, situation))
                .toList();
        return PeopleAnswer.text(people, searchedFor(situation), situation.question(), found.more(), situation.today());
    }

    private static Arguments arguments(Tool tool, Situation situation) {
        return situation.arguments(tool, situation.subjects().first().orElse(null));
    }

    /** A search by name may return people of other companies than the one that was asked for. */
    private static boolean isAtAskedCompany(Person person, Situation situation) {
        List<String> companies = situation.mentions().companies();
        return companies.isEmpty()
                || person.company() == null
                || companies.stream().anyMatch(person::worksAt);
    }

    /** The text arguments of the search, which is what "no match" means. */
    private static String searchedFor(Situation situation) {
        return situation.turn().steps().stream()
                .filter(step ->
                        situation.tools().capabilityOf(step.call().name()).equals(Optional.of(Capability.FIND_PEOPLE)))
                .flatMap(step -> step.call().arguments().properties().stream())
                .flatMap(field -> field.getValue().isTextual()
                        ? Stream.of(field.getValue().asText())
                        : Stream.empty())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
