package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.CallList;
import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** "Who should I call today?": reads deals and contacts, then the records of those chosen who are not known in full. */
final class WhoToCall implements Plan {

    private static final Pattern WHO_ELSE = Pattern.compile("\\belse\\b|\\bnext three\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public List<ToolCall> needs(Situation situation) {
        List<ToolCall> reads = Stream.of(Capability.FIND_DEALS, Capability.FIND_PEOPLE)
                .filter(capability -> !situation.asked(capability))
                .flatMap(capability -> situation.callForAll(capability).stream())
                .toList();
        if (!reads.isEmpty()) {
            return reads;
        }
        return list(situation).entries().stream()
                .map(CallList.Entry::person)
                .filter(person -> !person.complete())
                .filter(person -> person.id() != null || person.email() != null)
                .flatMap(person -> situation.callFor(Capability.PERSON_DETAILS, person).stream())
                .toList();
    }

    @Override
    public String answer(Situation situation) {
        CallList list = list(situation).ofThoseWithAName();
        List<String> failures = situation.failures();
        if (!list.entries().isEmpty()) {
            return FailureAnswer.after(list.text(deals(situation), contacts(situation)), failures);
        }
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        return situation.can(Capability.FIND_DEALS) || situation.can(Capability.FIND_PEOPLE)
                ? "The CRM returned no open deal and no contact, so there is nobody I can name."
                : "I have no tool here that reads deals or contacts, so I cannot say who to call.";
    }

    private static CallList list(Situation situation) {
        return CallList.from(
                situation.records(Capability.FIND_DEALS).deals(),
                situation.records(Capability.FIND_PEOPLE).people(),
                WHO_ELSE.matcher(situation.question()).find() ? told(situation) : List.of(),
                situation.known(),
                situation.today());
    }

    /** Everybody whom an earlier answer names. */
    private static List<Person> told(Situation situation) {
        return situation.turn().before().stream()
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> situation.known().namedIn(message.text()).stream())
                .toList();
    }

    private static int deals(Situation situation) {
        return situation.records(Capability.FIND_DEALS).deals().size();
    }

    private static int contacts(Situation situation) {
        return situation.records(Capability.FIND_PEOPLE).people().size()
                + situation.records(Capability.PERSON_DETAILS).people().size();
    }
}
