package dev.spectrum.agent.tenants.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.io.StringReader;
import java.util.Set;

/** Changes a part of something that is JSON for clients: JSON Merge Patch, RFC 7396. */
@ApplicationScoped
class MergePatch {

    static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper json;
    private final Validator validator;

    MergePatch(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * Gives what the patch makes of it.
     *
     * @throws JsonProcessingException if that has a value of another type, which is answered with 400 and where
     * @throws ConstraintViolationException if it is not valid, likewise
     */
    <T> T apply(JsonNode patch, T to, Class<T> type) throws JsonProcessingException {
        JsonValue merged = Json.createMergePatch(parse(patch.toString())).apply(parse(json.writeValueAsString(to)));
        T patched = json.readerFor(type)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .readValue(merged.toString());
        Set<ConstraintViolation<T>> violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return patched;
    }

    private static JsonValue parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
