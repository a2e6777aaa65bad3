package dev.spectrum.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Locale;
import java.util.Optional;

/** Holds a result to the output schema of a tool that somebody else makes. */
public final class ResultSchema {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .regularExpressionFactory(LinearPatterns.WHERE_POSSIBLE)
                    .locale(Locale.ENGLISH)
                    .build()));

    private final Schema schema;

    public ResultSchema(JsonNode outputSchema) {
        this.schema = SCHEMAS.getSchema(outputSchema.toString(), InputFormat.JSON);
    }

    /** What is wrong with the result, and where; empty if nothing is. */
    public Optional<String> violation(JsonNode result) {
        return schema.validate(result.toString(), InputFormat.JSON).stream()
                .findFirst()
                .map(error -> (error.getInstanceLocation() + " " + error.getMessage()).strip());
    }
}
