package dev.spectrum.conversation.openai.web;

import dev.spectrum.platform.model.BudgetExhausted;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What {@link OpenAiErrors} makes of problems, in the OpenAPI document; after the platform has put the problems there. */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 0)
public class OpenAiErrorsDescribed implements OASFilter {

    private static final String NAME = "OpenAiError";
    private static final Map<String, Object> EXAMPLE = Map.of("error", error());

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(NAME, schema());
        for (Map.Entry<String, PathItem> path :
                document.getPaths().getPathItems().entrySet()) {
            if (path.getKey().startsWith("/v1/")) {
                path.getValue().getOperations().values().forEach(OpenAiErrorsDescribed::describe);
            }
        }
    }

    /** In new answers: operations share some of theirs. */
    private static void describe(Operation operation) {
        Map<String, APIResponse> problems =
                new HashMap<>(operation.getResponses().getAPIResponses());
        problems.keySet().removeIf(status -> status.compareTo("400") < 0);
        problems.forEach((status, problem) -> operation
                .getResponses()
                .addAPIResponse(
                        status,
                        OASFactory.createAPIResponse()
                                .description(problem.getDescription())
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                "application/json",
                                                OASFactory.createMediaType()
                                                        .schema(OASFactory.createSchema()
                                                                .ref(NAME))
                                                        .addExample(
                                                                "error",
                                                                OASFactory.createExample()
                                                                        .value(EXAMPLE))))));
    }

    private static Map<String, @Nullable Object> error() {
        Map<String, @Nullable Object> error = new HashMap<>();
        error.put("message", "There is no such agent.");
        error.put("type", "invalid_request_error");
        error.put("param", null);
        error.put("code", "not-found");
        return error;
    }

    private static Schema schema() {
        Schema error = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        for (String name : new String[] {"message", "type", "param", "code"}) {
            Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
            error.addProperty(
                    name, name.equals("message") || name.equals("type") ? text : text.addType(Schema.SchemaType.NULL));
            error.addRequired(name);
        }
        error.addProperty(
                BudgetExhausted.RESETS_AT,
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .format("date-time")
                        .description("When a budget that is used up is whole again."));
        return OASFactory.createSchema()
                .description("A failure as OpenAI tells it.")
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("error", error)
                .addRequired("error");
    }
}
