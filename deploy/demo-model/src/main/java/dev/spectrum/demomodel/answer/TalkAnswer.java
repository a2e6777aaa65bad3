package dev.spectrum.demomodel.answer;

import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.meaning.ToolBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is said when no tool is meant: short, and honest about what answers here. */
public final class TalkAnswer {

    private static final Pattern THANKS =
            Pattern.compile("\\b(?:thanks|thank you|great|perfect|cheers)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern GREETING = Pattern.compile(
            "^\\W*(?:hello|hi|hey|good (?:morning|afternoon|evening)|how are you)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ABOUT_ME = Pattern.compile(
            "\\b(?:who|what|which|how) .*\\byou\\b|\\bare you\\b|\\bhelp\\b|\\btools\\b", Pattern.CASE_INSENSITIVE);
    private static final Map<Capability, String> ABILITIES = Map.of(
            Capability.FIND_PEOPLE, "find contacts",
            Capability.PERSON_DETAILS, "tell what is known of a contact",
            Capability.CREATE_PERSON, "create a contact",
            Capability.UPDATE_PERSON, "change a contact",
            Capability.FIND_DEALS, "look through the deals and say who to call",
            Capability.CREATE_DEAL, "create a deal",
            Capability.FREE_TIME, "look for free time",
            Capability.BOOK, "book an appointment",
            Capability.APPOINTMENTS, "list appointments",
            Capability.SEND_EMAIL, "send an email");

    private TalkAnswer() {}

    public static String text(String question, ToolBox tools) {
        if (THANKS.matcher(question).find()) {
            return "You are welcome.";
        }
        return (opening(question) + " I am Spectrum's demo model: I follow rules and am no language model. "
                        + abilities(tools))
                .strip();
    }

    private static String opening(String question) {
        if (GREETING.matcher(question).find()) {
            return "Hello.";
        }
        return ABOUT_ME.matcher(question).find() || question.isBlank() ? "" : "That is not something I can answer.";
    }

    private static String abilities(ToolBox tools) {
        List<String> abilities = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if (ABILITIES.containsKey(capability) && tools.tool(capability).isPresent()) {
                abilities.add(ABILITIES.get(capability));
            }
        }
        tools.tools().stream()
                .map(Tool::name)
                .filter(name -> tools.capabilityOf(name).isEmpty())
                .limit(5)
                .forEach(name -> abilities.add("call " + name));
        return abilities.isEmpty()
                ? "I was given no tools here, so there is nothing I can look up."
                : "With the tools I was given I can " + Phrases.listed(abilities, "and") + ".";
    }
}
