package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.ActionAnswer;
import dev.spectrum.demomodel.answer.FailureAnswer;
import dev.spectrum.demomodel.arguments.Arguments;
import dev.spectrum.demomodel.arguments.Property;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.records.Person;
import dev.spectrum.demomodel.records.ToolOutcome;
import dev.spectrum.demomodel.reference.Subjects.Certainty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * "Create a contact ...", "Send an email to ...": looks the person up where the tool needs what is not known of them,
 * acts once, and says what the tool said. Never acts on somebody it only assumes, and never with something missing.
 */
class Acting implements Plan {

    private final Capability capability;

    Acting(Capability capability) {
        this.capability = capability;
    }

    @Override
    public List<ToolCall> needs(Situation situation) {
        Optional<Tool> tool = situation.tools().tool(capability);
        if (tool.isEmpty()
                || situation.asked(capability)
                || whyNot(situation, tool.get()).isPresent()) {
            return List.of();
        }
        Optional<ToolCall> lookup = lookup(situation, tool.get());
        if (lookup.isPresent()) {
            return List.of(lookup.get());
        }
        Arguments arguments = situation.arguments(tool.get(), person(situation));
        return isReady(arguments, situation) ? List.of(situation.call(tool.get(), arguments)) : List.of();
    }

    @Override
    public String answer(Situation situation) {
        Optional<Tool> tool = situation.tools().tool(capability);
        if (tool.isEmpty()) {
            return "I have no tool here that can do that.";
        }
        List<String> failures = situation.failures();
        Optional<Turn.Step> done = situation.turn().steps().stream()
                .filter(step -> step.call().name().equals(tool.get().name()))
                .reduce((earlier, later) -> later);
        if (done.map(Turn.Step::result)
                .map(ToolOutcome::of)
                .filter(ToolOutcome.Data.class::isInstance)
                .isPresent()) {
            return FailureAnswer.after(ActionAnswer.text(capability, done.orElseThrow(), situation.now()), failures);
        }
        if (!failures.isEmpty()) {
            return FailureAnswer.text(failures);
        }
        return whyNot(situation, tool.get()).orElseGet(() -> askForMissing(situation, tool.get()));
    }

    /** A reason not to act that no further call can remove. */
    Optional<String> whyNot(Situation situation, Tool tool) {
        if (capability == Capability.CREATE_PERSON) {
            return Optional.empty();
        }
        if (situation.subjects().areUnknown() && situation.mentions().emails().isEmpty()) {
            return Optional.of(AskBack.WHO);
        }
        if (situation.subjects().isAmbiguous() || situation.subjects().certainty() == Certainty.ASSUMED) {
            return Optional.of(AskBack.whichOne(situation.subjects().people()));
        }
        boolean lookedInVain = identifies(tool)
                && situation.asked(Capability.FIND_PEOPLE)
                && !situation.subjects().people().isEmpty()
                && lacksIdentity(situation, tool);
        return lookedInVain
                ? Optional.of("I found nobody called "
                        + situation.subjects().people().get(0).label() + " in the CRM, so I have done nothing.")
                : Optional.empty();
    }

    @Nullable
    Person person(Situation situation) {
        return situation.subjects().first().map(situation.known()::recall).orElse(null);
    }

    /** A search for the person, where the tool wants an id or an address that is not known yet. */
    Optional<ToolCall> lookup(Situation situation, Tool tool) {
        boolean isNeeded =
                identifies(tool) && lacksIdentity(situation, tool) && !situation.asked(Capability.FIND_PEOPLE);
        return Optional.ofNullable(person(situation))
                .filter(any -> isNeeded)
                .flatMap(person -> PersonLookup.bySearch(situation, person));
    }

    private boolean identifies(Tool tool) {
        return capability != Capability.CREATE_PERSON
                && identities(tool).findAny().isPresent();
    }

    private boolean lacksIdentity(Situation situation, Tool tool) {
        Arguments arguments = situation.arguments(tool, person(situation));
        return identities(tool).noneMatch(property -> arguments.json().has(property.name()));
    }

    private Stream<Property> identities(Tool tool) {
        return Property.of(tool.parameters()).stream()
                .filter(property -> property.says("id", "email", "attendees", "attendee", "recipient")
                        || (property.isNamed("to") && capability == Capability.SEND_EMAIL));
    }

    private boolean isReady(Arguments arguments, Situation situation) {
        return arguments.areComplete()
                && !arguments.json().isEmpty()
                && !(capability == Capability.UPDATE_PERSON && changesNothing(arguments, situation));
    }

    private static boolean changesNothing(Arguments arguments, Situation situation) {
        Person person =
                situation.subjects().first().map(situation.known()::recall).orElse(null);
        return arguments.json().properties().stream()
                .allMatch(field -> field.getKey().endsWith("id")
                        || (person != null && field.getValue().asText().equals(person.email())));
    }

    private String askForMissing(Situation situation, Tool tool) {
        Arguments arguments = situation.arguments(tool, person(situation));
        boolean lacksSomebody = capability != Capability.CREATE_PERSON
                && situation.subjects().people().isEmpty()
                && situation.mentions().emails().isEmpty();
        if (lacksSomebody) {
            return AskBack.WHO;
        }
        if (capability == Capability.SEND_EMAIL) {
            return AskBack.WHAT_TO_WRITE;
        }
        if (capability == Capability.CREATE_PERSON && arguments.json().isEmpty()) {
            return AskBack.WHOM_TO_ADD;
        }
        return arguments.areComplete() ? AskBack.WHAT_TO_CHANGE : AskBack.forMissing(arguments.missing());
    }
}
