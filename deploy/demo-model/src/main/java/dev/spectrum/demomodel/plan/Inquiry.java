package dev.spectrum.demomodel.plan;

import dev.spectrum.demomodel.conversation.Message;
import dev.spectrum.demomodel.conversation.Turn;
import dev.spectrum.demomodel.meaning.Capability;
import dev.spectrum.demomodel.meaning.Meaning;
import dev.spectrum.demomodel.meaning.Questions;
import dev.spectrum.demomodel.reference.Known;
import dev.spectrum.demomodel.reference.References;
import dev.spectrum.demomodel.words.Mentions;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked. A reply to a question of ours ("When should I book it?", "tomorrow at 3") is understood together with
 * the question it continues. Only what was said before counts, so that each round of tool results finds it the same.
 */
record Inquiry(Mentions mentions, Meaning meaning) {

    /** "The second one, please" chooses; "What is the phone number of the second one?" asks. */
    private static final int FEW_WORDS = 5;

    static Inquiry of(Turn turn, ZonedDateTime now, Questions questions) {
        Turn untilNow = new Turn(turn.instructions(), turn.before(), turn.question(), List.of());
        Known known = Known.from(untilNow, now.getZone());
        References references = new References(known, turn.before());
        Mentions own = Mentions.in(turn.question(), now, known.names());
        Meaning meaning = questions.meaningOf(own);
        Optional<String> asked = askedBack(turn.before());
        Optional<Turn> earlier = earlierTurn(turn.before());
        Optional<String> chosen = references.listedItem(turn.question()).filter(item -> words(own) <= FEW_WORDS);
        if (asked.isEmpty() || earlier.isEmpty() || (chosen.isEmpty() && !isReply(own, meaning))) {
            return new Inquiry(own, meaning);
        }
        Inquiry continued = of(earlier.get(), now, questions);
        Mentions reply =
                chosen.map(item -> Mentions.in(item, now, known.names())).orElse(own);
        String joint = asked.get().endsWith(AskBack.WHAT_TO_WRITE) ? "saying" : "";
        return new Inquiry(continued.mentions().answeredBy(reply, joint), continued.meaning());
    }

    private static Optional<String> askedBack(List<Message> before) {
        return before.isEmpty() || !(before.get(before.size() - 1) instanceof Message.Assistant last)
                ? Optional.empty()
                : Optional.of(last.text().strip()).filter(text -> text.endsWith("?"));
    }

    private static Optional<Turn> earlierTurn(List<Message> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i) instanceof Message.User) {
                return Optional.of(Turn.of(before.subList(0, i + 1)));
            }
        }
        return Optional.empty();
    }

    private static boolean isReply(Mentions own, Meaning meaning) {
        boolean isSmallTalk = meaning.capability() == Capability.TALK && meaning.isSure();
        return !isSmallTalk && (words(own) <= 2 || !meaning.isSure());
    }

    /** How many words are left besides names, times and the like. */
    private static long words(Mentions own) {
        return Pattern.compile("[\\p{L}\\p{N}]+").matcher(own.rest()).results().count();
    }
}
