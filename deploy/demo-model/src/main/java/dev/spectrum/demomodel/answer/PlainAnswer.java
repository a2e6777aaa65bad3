package dev.spectrum.demomodel.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Any other JSON, as lines that can be read. */
public final class PlainAnswer {

    private static final int MOST_LINES = 20;

    private PlainAnswer() {}

    public static String text(JsonNode json) {
        List<String> lines = new ArrayList<>();
        add(json, "", lines);
        if (lines.isEmpty()) {
            return "The tool returned nothing.";
        }
        int shown = Math.min(lines.size(), MOST_LINES);
        String rest = lines.size() > shown ? "\nand " + (lines.size() - shown) + " more values." : "";
        return String.join("\n", lines.subList(0, shown)) + rest;
    }

    private static void add(JsonNode node, String indent, List<String> lines) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                addNamed(String.valueOf(i + 1) + ".", node.get(i), indent, lines);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> addNamed(label(field.getKey()) + ":", field.getValue(), indent, lines));
        } else {
            lines.add(indent + node.asText());
        }
    }

    private static void addNamed(String name, JsonNode value, String indent, List<String> lines) {
        if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return;
        }
        if (value.isContainerNode()) {
            lines.add(indent + name);
            add(value, indent + "  ", lines);
        } else {
            lines.add(indent + name + " " + value.asText());
        }
    }

    private static String label(String key) {
        return Phrases.capitalised(key.replace('_', ' '));
    }
}
