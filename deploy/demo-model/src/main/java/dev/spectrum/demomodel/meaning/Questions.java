package dev.spectrum.demomodel.meaning;

import dev.spectrum.demomodel.words.Mentions;
import dev.spectrum.demomodel.words.WordFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what a question asks for: what its nearest example asks for, unless no example is near. */
public final class Questions {

    /** Below this, no example means what the question means. Found by trying, see {@code QuestionsTest}. */
    private static final double NEAR = 0.44;

    private static final String ACTS =
            "(?:create|add|save|put|insert|register|log|open|change|update|set|correct|edit|mark|tag"
                    + "|rename|replace|book|schedule|arrange|plan|reserve|send|e-?mail|mail|write|message|drop|reply|invite|note|fix|make"
                    + "|move|record|enter|remind|new|delete|remove|cancel|start|stop|run|post|text)";
    private static final Pattern ASKS_TO_ACT = Pattern.compile("\\b" + ACTS + "\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGINS_TO_ACT = Pattern.compile(
            "^(?:please |now |then |and |also |ok(?:ay)?,? |(?:can|could|would|will) you (?:please )?|i (?:want|need|would like) (?:you )?to"
                    + " |i'd like (?:you )?to |let's ){0,4}"
                    + ACTS + "\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final SentenceModel sentences;
    private final WordFile examples = WordFile.load("examples.txt");

    public Questions(SentenceModel sentences) {
        this.sentences = sentences;
        Arrays.stream(Capability.values())
                .forEach(capability -> examplesOf(capability).forEach(sentences::embed));
    }

    public Meaning meaningOf(Mentions mentions) {
        // Names and addresses say nothing about what is asked, but would pull the sentence towards them.
        String question = mentions.inGeneralWords();
        boolean asksToAct = asksToAct(mentions);
        boolean beginsToAct = BEGINS_TO_ACT.matcher(mentions.question()).matches();
        Meaning nearest = Arrays.stream(Capability.values())
                .filter(capability -> capability.acts() ? asksToAct : !beginsToAct || capability == Capability.TALK)
                .map(capability -> new Meaning(capability, nearness(question, examplesOf(capability))))
                .max(Comparator.comparingDouble(Meaning::similarity))
                .orElseThrow();
        return nearest.similarity() < NEAR ? new Meaning(Capability.TALK, nearest.similarity()) : nearest;
    }

    /** Whether the words ask for something to be done; to look something up they need not. */
    public static boolean asksToAct(Mentions mentions) {
        return ASKS_TO_ACT.matcher(mentions.question()).find();
    }

    private List<String> examplesOf(Capability capability) {
        return examples.lines(capability.name());
    }

    private double nearness(String question, List<String> examples) {
        return examples.stream()
                .mapToDouble(example -> sentences.similarity(question, example))
                .max()
                .orElse(-1);
    }
}
