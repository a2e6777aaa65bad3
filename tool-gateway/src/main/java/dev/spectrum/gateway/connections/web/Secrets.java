package dev.spectrum.gateway.connections.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Credentials on their way in. They can be read from JSON and never written to it, nor to a log. */
@Schema(type = SchemaType.OBJECT, description = "What the connector's credentials schema says.")
final class Secrets {

    private final ObjectNode fields;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Secrets(ObjectNode fields) {
        this.fields = fields;
    }

    ObjectNode reveal() {
        return fields;
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
