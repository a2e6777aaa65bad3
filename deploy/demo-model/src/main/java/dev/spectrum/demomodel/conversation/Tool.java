package dev.spectrum.demomodel.conversation;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool as the client offers it; {@code parameters} is a JSON Schema of type object. */
public record Tool(String name, String description, JsonNode parameters) {

    /** What the sentence model compares with a question: {@code revops_get_contact} reads as words. */
    public String sentence() {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("[_.\\-/]+", " ");
        return description.isBlank() ? words : words + ": " + description;
    }
}
