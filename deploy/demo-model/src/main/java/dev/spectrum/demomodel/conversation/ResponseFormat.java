package dev.spectrum.demomodel.conversation;

import com.fasterxml.jackson.databind.JsonNode;

/** The form of the answer's text. */
public sealed interface ResponseFormat {

    record Text() implements ResponseFormat {}

    record JsonObject() implements ResponseFormat {}

    record JsonSchema(String name, JsonNode schema) implements ResponseFormat {}
}
