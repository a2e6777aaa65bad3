package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON as it goes over the wire, untouched by how a service writes its own. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** What an object has inside. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** As characters and not as bytes, because half a surrogate pair is no reason to send nothing. */
    static String object(Members members) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
