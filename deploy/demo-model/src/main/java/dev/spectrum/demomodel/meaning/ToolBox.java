package dev.spectrum.demomodel.meaning;

import dev.spectrum.demomodel.conversation.Tool;
import dev.spectrum.demomodel.json.Fields;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tools of a request, and which of them does what. A tool is taken for a capability by the meaning of its name and
 * description, each tool for one capability at most.
 */
public final class ToolBox {

    /** Below this, a tool looks at something else. */
    private static final double LOOKS_AT_IT = 0.5;

    /** Below this, a tool does something else; to call it by mistake would do harm. */
    private static final double DOES_IT = 0.62;

    /** Below this, a tool no capability is known for has nothing to do with the question. */
    private static final double ABOUT_IT = 0.38;

    private static final Set<String> LOOKING_VERBS = Set.of("get", "list", "find", "search", "fetch", "read", "query");
    private static final Set<String> ACTING_VERBS = Set.of(
            "create", "add", "insert", "update", "set", "change", "send", "post", "delete", "remove", "cancel", "book",
            "start");

    private final SentenceModel sentences;
    private final List<Tool> tools;
    private final Map<Capability, Tool> byCapability = new EnumMap<>(Capability.class);

    private record Fit(Capability capability, Tool tool, double similarity) {}

    public ToolBox(SentenceModel sentences, List<Tool> tools) {
        this.sentences = sentences;
        this.tools = tools;
        List<Fit> best = Arrays.stream(Capability.values())
                .flatMap(capability -> capability.toolSentences().stream()
                        .flatMap(sentence -> tools.stream().map(tool -> fit(capability, sentence, tool))))
                .filter(ToolBox::isTheSameAbility)
                .sorted(Comparator.comparingDouble(Fit::similarity).reversed())
                .toList();
        for (Fit fit : best) {
            if (!byCapability.containsValue(fit.tool())) {
                byCapability.putIfAbsent(fit.capability(), fit.tool());
            }
        }
    }

    private static boolean isTheSameAbility(Fit fit) {
        if (fit.capability().acts()) {
            return fit.similarity() >= DOES_IT;
        }
        return fit.similarity() >= LOOKS_AT_IT && !acts(fit.tool());
    }

    /** Whether its name says that it changes something or reaches somebody. */
    public static boolean acts(Tool tool) {
        return Arrays.stream(Fields.snake(tool.name()).split("_")).anyMatch(ACTING_VERBS::contains);
    }

    private Fit fit(Capability capability, String sentence, Tool tool) {
        return new Fit(capability, tool, sentences.similarity(sentence, tool.sentence()));
    }

    public List<Tool> tools() {
        return tools;
    }

    public Optional<Tool> tool(Capability capability) {
        return Optional.ofNullable(byCapability.get(capability));
    }

    public Optional<Tool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** What the tool does, if it is one of the capabilities. */
    public Optional<Capability> capabilityOf(String toolName) {
        return byCapability.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(toolName))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The tool outside the capabilities that is nearest to the question, and nearer than this.
     *
     * @param mayAct whether the question asks for something to be done
     */
    public Optional<Tool> otherToolFor(String question, double nearerThan, boolean mayAct) {
        return tools.stream()
                .filter(tool -> !byCapability.containsValue(tool))
                .filter(tool -> mayAct || !acts(tool))
                .filter(tool -> nearness(question, tool) > Math.max(ABOUT_IT, nearerThan))
                .max(Comparator.comparingDouble(tool -> nearness(question, tool)));
    }

    /** Of all tools the one nearest to the question, however far. */
    public Optional<Tool> nearest(String question) {
        return tools.stream().max(Comparator.comparingDouble(tool -> nearness(question, tool)));
    }

    /** How near the description is, and nearer for each noun of the tool's name that the question says: "MRR", "task". */
    private double nearness(String question, Tool tool) {
        Set<String> asked = Arrays.stream(question.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .map(ToolBox::singular)
                .collect(Collectors.toSet());
        long shared = Arrays.stream(Fields.snake(tool.name()).split("_"))
                .map(ToolBox::singular)
                .filter(word -> word.length() > 2
                        && !LOOKING_VERBS.contains(word)
                        && !ACTING_VERBS.contains(word)
                        && asked.contains(word))
                .count();
        return sentences.similarity(question, tool.sentence()) + 0.2 * shared;
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
