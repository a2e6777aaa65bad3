package dev.spectrum.gateway.tools;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds tools by words. Each word of the query counts once for each tool: by the best place where the tool has it (name,
 * title, tags, description, in this order), more if few tools have it (inverse document frequency, ln(1 + n / with)), and half
 * if the tool only has a word that begins like it. The same query over the same tools always gives the same order.
 */
public final class ToolSearch {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST_STEM = 3;
    /** A query has no use for more, and each costs a look at every tool. */
    private static final int MOST_WORDS = 20;

    private final List<Words> tools;

    public ToolSearch(List<ToolDefinition> tools) {
        this.tools = tools.stream().map(Words::of).toList();
    }

    /** A tool's words, each with the weight of the best place where it stands. */
    private record Words(ToolDefinition tool, Map<String, Integer> weights) {

        static Words of(ToolDefinition tool) {
            Map<String, Integer> weights = new HashMap<>();
            add(weights, tool.name(), 4);
            add(weights, tool.title(), 3);
            tool.tags().forEach(tag -> add(weights, tag, 2));
            add(weights, tool.description(), 1);
            return new Words(tool, weights);
        }

        private static void add(Map<String, Integer> weights, String text, int weight) {
            words(text).forEach(word -> weights.merge(word, weight, Math::max));
        }

        /** In halves, so that it stays a whole number. */
        int weight(String wanted) {
            int exact = 2 * weights.getOrDefault(wanted, 0);
            if (exact > 0 || wanted.length() < SHORTEST_STEM) {
                return exact;
            }
            return weights.entrySet().stream()
                    .filter(word -> isStem(word.getKey(), wanted) || isStem(wanted, word.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
        }

        private static boolean isStem(String stem, String word) {
            return stem.length() >= SHORTEST_STEM && word.startsWith(stem);
        }
    }

    private record Scored(ToolDefinition tool, double score) {}

    /** The tools that have any of the words, the best first. */
    public List<ToolDefinition> search(String query) {
        double[] scores = new double[tools.size()];
        words(query).stream().limit(MOST_WORDS).forEach(word -> add(scores, word));
        return java.util.stream.IntStream.range(0, scores.length)
                .filter(i -> scores[i] > 0)
                .mapToObj(i -> new Scored(tools.get(i).tool(), scores[i]))
                .sorted(Comparator.comparingDouble(Scored::score)
                        .reversed()
                        .thenComparing(scored -> scored.tool().name()))
                .map(Scored::tool)
                .toList();
    }

    private void add(double[] scores, String word) {
        int[] weights = tools.stream().mapToInt(tool -> tool.weight(word)).toArray();
        long with =
                java.util.Arrays.stream(weights).filter(weight -> weight > 0).count();
        double rarity = Math.log1p((double) tools.size() / Math.max(1, with));
        for (int i = 0; i < scores.length; i++) {
            scores[i] += weights[i] * rarity;
        }
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
