package dev.spectrum.gateway.mcp.conformance;

import static dev.spectrum.gateway.mcp.conformance.Fixture.audio;
import static dev.spectrum.gateway.mcp.conformance.Fixture.content;
import static dev.spectrum.gateway.mcp.conformance.Fixture.image;
import static dev.spectrum.gateway.mcp.conformance.Fixture.json;
import static dev.spectrum.gateway.mcp.conformance.Fixture.resource;
import static dev.spectrum.gateway.mcp.conformance.Fixture.says;
import static dev.spectrum.gateway.mcp.conformance.Fixture.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.spectrum.gateway.tools.CatalogueTool;
import dev.spectrum.gateway.tools.LogLevel;
import dev.spectrum.gateway.tools.Question;
import dev.spectrum.gateway.tools.ToolContent;
import dev.spectrum.gateway.tools.ToolException;
import dev.spectrum.gateway.tools.ToolSource;
import dev.spectrum.gateway.tools.WaitingClient;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The tools that the conformance suite expects of a server. They go the way of every other tool: permitted, recorded. */
@ApplicationScoped
@IfBuildProfile("conformance")
class FixtureTools implements ToolSource {

    private static final String NO_ARGUMENTS = "{\"type\": \"object\", \"properties\": {}}";

    private final List<CatalogueTool> tools = new ArrayList<>();
    private final CatalogueTool added;
    private final ObjectMapper json;
    private final FixturePrompts prompts;
    private volatile boolean changed;

    FixtureTools(ObjectMapper json, FixturePrompts prompts) {
        this.json = json;
        this.prompts = prompts;
        this.added = new FixtureTool("test_added_tool", NO_ARGUMENTS, (client, arguments) -> said("I am new."))
                .inCatalogue(json);
        addContents();
        addNotices();
        addQuestions();
        addRounds();
        addSchemas();
        addChanges();
    }

    @Override
    public Uni<List<CatalogueTool>> tools(UUID tenantId) {
        List<CatalogueTool> listed = new ArrayList<>(tools);
        if (changed) {
            listed.add(added);
        }
        return Uni.createFrom().item(listed);
    }

    private void addContents() {
        add("test_simple_text", client -> said("This is a simple text response for testing."));
        add("test_image_content", client -> given(content(image())));
        add("test_audio_content", client -> given(content(audio())));
        add(
                "test_embedded_resource",
                client -> given(content(
                        resource("test://embedded-resource", "text/plain", "This is an embedded resource content."))));
        add(
                "test_multiple_content_types",
                client -> given(content(
                        text("Multiple content types test:"),
                        image(),
                        resource(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}"))));
        add("test_error_handling", client -> {
            throw ToolException.of("test-error", "This tool intentionally returns an error for testing");
        });
    }

    private void addNotices() {
        add(
                "test_tool_with_logging",
                client -> inSteps(
                                () -> log(client, "Tool execution started"),
                                () -> log(client, "Tool processing data"),
                                () -> log(client, "Tool execution completed"))
                        .map(done -> says("Tool with logging executed successfully")));
        add(
                "test_tool_with_progress",
                client -> inSteps(
                                () -> client.progress(0, 100, "Completed step 0 of 100"),
                                () -> client.progress(50, 100, "Completed step 50 of 100"),
                                () -> client.progress(100, 100, "Completed step 100 of 100"))
                        .map(done -> says("Tool with progress executed successfully")));
        add("test_logging_tool", client -> {
            log(client, "Only for those who asked for it");
            return said("Logging evaluated");
        });
        add("test_streaming_elicitation", client -> {
            client.progress(50, 100, "Half of it");
            return ask(client, "confirm", "Shall this go on?", "{\"ok\": {\"type\": \"boolean\"}}")
                    .map(answer -> says("Streaming complete"));
        });
    }

    private void addQuestions() {
        add(
                "test_sampling",
                "{\"type\": \"object\", \"properties\": {\"prompt\": {\"type\": \"string\"}}, \"required\": [\"prompt\"]}",
                (client, arguments) -> ask(
                                client,
                                "sample",
                                sampling(arguments.path("prompt").asText(), 100))
                        .map(answer -> says(
                                "LLM response: " + answer.at("/content/text").asText())));
        add(
                "test_elicitation",
                "{\"type\": \"object\", \"properties\": {\"message\": {\"type\": \"string\"}}, \"required\": [\"message\"]}",
                (client, arguments) -> ask(
                                client, "user", arguments.path("message").asText(), """
                        {"username": {"type": "string", "description": "User's response"},
                         "email": {"type": "string", "description": "User's email address"}}""")
                        .map(FixtureTools::elicited));
        add(
                "test_elicitation_sep1034_defaults",
                client -> ask(client, "form", "Please review the defaults", """
                {"name": {"type": "string", "description": "User name", "default": "John Doe"},
                 "age": {"type": "integer", "description": "User age", "default": 30},
                 "score": {"type": "number", "description": "User score", "default": 95.5},
                 "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
                 "verified": {"type": "boolean", "description": "Verification status", "default": true}}""").map(FixtureTools::elicited));
        add(
                "test_elicitation_sep1330_enums",
                client -> ask(client, "form", "Please select options", """
                {"untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
                 "titledSingle": {"type": "string", "oneOf": [
                   {"const": "value1", "title": "First Option"},
                   {"const": "value2", "title": "Second Option"},
                   {"const": "value3", "title": "Third Option"}]},
                 "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                   "enumNames": ["Option One", "Option Two", "Option Three"]},
                 "untitledMulti": {"type": "array", "minItems": 1, "maxItems": 3,
                   "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
                 "titledMulti": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"anyOf": [
                   {"const": "value1", "title": "First Choice"},
                   {"const": "value2", "title": "Second Choice"},
                   {"const": "value3", "title": "Third Choice"}]}}}""").map(FixtureTools::elicited));
        add(
                "test_missing_capability",
                client -> ask(client, "sample", sampling("Anything", 10)).map(answer -> says("Success")));
    }

    private void addRounds() {
        String name = "{\"name\": {\"type\": \"string\"}}";
        String confirmation = "{\"ok\": {\"type\": \"boolean\"}}";
        add(
                "test_input_required_result_elicitation",
                client -> ask(client, "user_name", "What is your name?", name)
                        .map(answer ->
                                says("Hello, " + answer.at("/content/name").asText() + "!")));
        add(
                "test_input_required_result_sampling",
                client -> ask(client, "capital_question", sampling("What is the capital of France?", 100))
                        .map(answer -> says(answer.at("/content/text").asText())));
        add(
                "test_input_required_result_list_roots",
                client -> ask(client, "client_roots", roots())
                        .map(answer -> says(
                                "Your first root: " + answer.at("/roots/0/uri").asText())));
        add(
                "test_input_required_result_request_state",
                client -> ask(client, "confirm", "Please confirm", confirmation).map(answer -> says("state-ok")));
        add(
                "test_input_required_result_tampered_state",
                client -> ask(client, "confirm", "Please confirm", confirmation).map(answer -> says("integrity-ok")));
        add("test_input_required_result_multiple_inputs", client -> {
            Map<String, Question> questions = new LinkedHashMap<>();
            questions.put("user_name", form("What is your name?", name));
            questions.put("greeting", sampling("Generate a greeting", 50));
            questions.put("client_roots", roots());
            return client.ask(questions)
                    .map(answers -> says(answers.path("greeting")
                                    .at("/content/text")
                                    .asText() + " "
                            + answers.path("user_name").at("/content/name").asText()));
        });
        add(
                "test_input_required_result_multi_round",
                client -> ask(client, "step1", "Step 1: What is your name?", name)
                        .chain(first -> ask(
                                        client,
                                        "step2",
                                        "Step 2: What is your favorite color?",
                                        "{\"color\": {\"type\": \"string\"}}")
                                .map(second -> says(first.at("/content/name").asText() + " likes "
                                        + second.at("/content/color").asText()))));
        add("test_input_required_result_capabilities", client -> {
            Map<String, Question> questions = new LinkedHashMap<>();
            if (client.canBeAsked(Question.Kind.ELICITATION)) {
                questions.put("elicit_input", form("Elicitation input", name));
            }
            if (client.canBeAsked(Question.Kind.SAMPLING)) {
                questions.put("sample_input", sampling("Sample request", 50));
            }
            return client.ask(questions).map(answers -> says("capabilities-ok"));
        });
    }

    private void addSchemas() {
        add("json_schema_2020_12_tool", """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "$defs": {"address": {"$anchor": "addressDef", "type": "object",
                   "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
                 "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
                   "contactMethod": {"type": "string", "enum": ["phone", "email"]},
                   "phone": {"type": "string"}, "email": {"type": "string"}},
                 "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
                 "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
                 "then": {"required": ["phone"]}, "else": {"required": ["email"]},
                 "additionalProperties": false}""", (client, arguments) -> said("Called with " + arguments));
        add(
                "test_mirrored_argument",
                """
                {"type": "object", "properties": {"region": {"type": "string", "x-mcp-header": "Region"}},
                 "required": ["region"]}""",
                (client, arguments) -> said("In " + arguments.path("region").asText()));
    }

    private void addChanges() {
        add("test_trigger_tool_change", client -> {
            changed = !changed;
            return said("The list of tools has changed.");
        });
        add("test_trigger_prompt_change", client -> {
            prompts.change();
            return said("The list of prompts has changed.");
        });
    }

    private void add(String name, Function<WaitingClient, Uni<ToolContent>> code) {
        add(name, NO_ARGUMENTS, (client, arguments) -> code.apply(client));
    }

    private void add(String name, String schema, BiFunction<WaitingClient, JsonNode, Uni<ToolContent>> code) {
        tools.add(new FixtureTool(name, schema, code).inCatalogue(json));
    }

    private static Uni<ToolContent> given(ToolContent content) {
        return Uni.createFrom().item(content);
    }

    private static Uni<ToolContent> said(String text) {
        return given(says(text));
    }

    private static ToolContent elicited(JsonNode answer) {
        return says("Elicitation completed: action=" + answer.path("action").asText() + ", content="
                + answer.path("content"));
    }

    private static void log(WaitingClient client, String message) {
        client.log(LogLevel.INFO, TextNode.valueOf(message));
    }

    /** With 50 ms between them, as the suite wants it, and back on the context of the call. */
    private static Uni<Void> inSteps(Runnable... steps) {
        Context context = Vertx.currentContext();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Runnable step : steps) {
            all = all.invoke(step).onItem().delayIt().by(Duration.ofMillis(50));
        }
        return all.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private static Uni<JsonNode> ask(WaitingClient client, String key, String message, String properties) {
        return ask(client, key, form(message, properties));
    }

    private static Uni<JsonNode> ask(WaitingClient client, String key, Question question) {
        return client.ask(Map.of(key, question)).map(answers -> answers.path(key));
    }

    private static Question form(String message, String properties) {
        JsonNode fields = json(properties);
        ObjectNode params = json("{}").put("message", message);
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        schema.set("properties", fields);
        fields.fieldNames().forEachRemaining(schema.putArray("required")::add);
        return new Question(Question.Kind.ELICITATION, params);
    }

    private static Question sampling(String text, int maxTokens) {
        ObjectNode params = json("{}");
        params.putArray("messages").addObject().put("role", "user").set("content", text(text));
        return new Question(Question.Kind.SAMPLING, params.put("maxTokens", maxTokens));
    }

    private static Question roots() {
        return new Question(Question.Kind.ROOTS, json("{}"));
    }
}
