package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.answer.SchemaAnswer;
import dev.spectrum.demomodel.arguments.ArgumentFilling;
import dev.spectrum.demomodel.conversation.CompletionRequest;
import dev.spectrum.demomodel.conversation.Reply;
import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.conversation.ToolChoice;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.meaning.Meaning;
import dev.spectrum.demomodel.meaning.Questions;
import dev.spectrum.demomodel.meaning.SentenceModel;
import dev.spectrum.demomodel.meaning.ToolBox;
import dev.spectrum.demomodel.records.CalendarZone;
import dev.spectrum.demomodel.reference.Known;
import dev.spectrum.demomodel.reference.References;
import dev.spectrum.demomodel.words.CurrentTime;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The whole model: understands the last question, chooses a plan for it, and either calls tools or answers. It keeps
 * nothing between requests. Tool results and messages are data to it: only the user's own words choose what is done.
 */
public final class RuleModel {

    /** After so many tool results in a turn it answers with what there is. */
    private static final int ENOUGH_RESULTS = 12;

    private final SentenceModel sentences;
    private final Questions questions;
    private final ArgumentFilling filling = new ArgumentFilling();
    private final Clock clock;

    public RuleModel(SentenceModel sentences, Clock clock) {
        this.sentences = sentences;
        this.questions = new Questions(sentences);
        this.clock = clock;
    }

    public Reply reply(CompletionRequest request) {
        Turn turn = Turn.of(request.messages());
        ZonedDateTime now = CalendarZone.told(turn)
                .map(clock::withZone)
                .map(zoned -> CurrentTime.of(turn.instructions(), zoned))
                .orElseGet(() -> CurrentTime.of(turn.instructions(), clock));
        Inquiry inquiry = Inquiry.of(turn, now, questions);
        Known known = Known.from(turn, now.getZone());
        References references = new References(known, turn.before());
        Situation situation = new Situation(
                turn,
                now,
                new ToolBox(sentences, request.tools()),
                known,
                inquiry.mentions(),
                references.people(inquiry.mentions()),
                references.deal(inquiry.mentions()).orElse(null),
                filling);
        Plan plan =
                demanded(request.toolChoice(), inquiry, situation).orElseGet(() -> plan(inquiry.meaning(), situation));
        List<ToolCall> calls = calls(plan, situation, request);
        return calls.isEmpty()
                ? new Reply.Answer(
                        new SchemaAnswer(sentences).inForm(request.responseFormat(), turn, plan.answer(situation)))
                : new Reply.Calls(calls);
    }

    private static List<ToolCall> calls(Plan plan, Situation situation, CompletionRequest request) {
        boolean mayCall = !(request.toolChoice() instanceof ToolChoice.None)
                && situation.turn().steps().size() < ENOUGH_RESULTS;
        if (!mayCall) {
            return List.of();
        }
        return plan.needs(situation).stream()
                .filter(call -> !situation.turn().alreadyAsked(call))
                .limit(request.parallelToolCalls() ? Long.MAX_VALUE : 1)
                .toList();
    }

    /** The tool that the client demands; its demand is met by one call in a turn, then the answer follows. */
    private Optional<Plan> demanded(ToolChoice choice, Inquiry inquiry, Situation situation) {
        return switch (choice) {
            case ToolChoice.Named named -> situation.tools().named(named.tool()).map(tool -> new OtherTool(tool, true));
            case ToolChoice.Required required -> {
                boolean callsAnyway =
                        !plan(inquiry.meaning(), situation).needs(situation).isEmpty();
                yield callsAnyway || !situation.turn().steps().isEmpty()
                        ? Optional.empty()
                        : situation
                                .tools()
                                .nearest(inquiry.mentions().inGeneralWords())
                                .map(tool -> new OtherTool(tool, true));
            }
            default -> Optional.empty();
        };
    }

    /** Rather than ask back for an id, it looks up, or changes of somebody, what it knows how to. */
    private static boolean givesWay(Tool other, Capability known, Situation situation) {
        boolean bothLook = !ToolBox.acts(other) && !known.acts() && known != Capability.TALK;
        return (bothLook || known == Capability.UPDATE_PERSON) && OtherTool.lacksSomething(other, situation);
    }

    private static Plan plan(Meaning meaning, Situation situation) {
        Optional<Tool> other = situation
                .tools()
                .otherToolFor(
                        situation.mentions().inGeneralWords(),
                        meaning.similarity(),
                        Questions.asksToAct(situation.mentions()))
                .filter(tool -> !givesWay(tool, meaning.capability(), situation));
        if (other.isPresent()) {
            return new OtherTool(other.get(), false);
        }
        boolean isAboutSomebody = !situation.subjects().people().isEmpty();
        boolean isAboutSomebodyTold =
                isAboutSomebody && situation.mentions().people().isEmpty();
        return switch (meaning.capability()) {
            case WHO_TO_CALL -> isAboutSomebody ? new AboutPerson() : new WhoToCall();
            case FIND_PEOPLE ->
                isAboutSomebodyTold || situation.subjects().areUnknown() ? new AboutPerson() : new FindPeople();
            case PERSON_DETAILS -> new AboutPerson();
            case FIND_DEALS -> new AboutDeals();
            case FREE_TIME, APPOINTMENTS -> new AboutTimes(meaning.capability());
            case BOOK -> new Booking();
            case CREATE_PERSON, UPDATE_PERSON, CREATE_DEAL, SEND_EMAIL -> new Acting(meaning.capability());
            // Words like no example, but about somebody told: what is known of them is the best there is to say.
            case TALK -> isAboutSomebodyTold && !meaning.isSure() ? new AboutPerson() : new Talk();
        };
    }
}
