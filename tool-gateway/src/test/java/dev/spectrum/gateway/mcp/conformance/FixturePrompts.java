package dev.spectrum.gateway.mcp.conformance;

import static dev.spectrum.gateway.mcp.conformance.Fixture.image;
import static dev.spectrum.gateway.mcp.conformance.Fixture.json;
import static dev.spectrum.gateway.mcp.conformance.Fixture.resource;
import static dev.spectrum.gateway.mcp.conformance.Fixture.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.gateway.mcp.PromptSource;
import dev.spectrum.gateway.tools.Question;
import dev.spectrum.gateway.tools.WaitingClient;
import dev.spectrum.platform.tenant.Caller;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts that the conformance suite expects of a server. */
@ApplicationScoped
@IfBuildProfile("conformance")
class FixturePrompts implements PromptSource {

    private volatile boolean changed;

    /** Adds a prompt, or takes it away again. */
    void change() {
        changed = !changed;
    }

    @Override
    public Uni<List<ObjectNode>> prompts(Caller caller) {
        List<ObjectNode> prompts = new ArrayList<>(List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"),
                prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt")));
        if (changed) {
            prompts.add(prompt("test_added_prompt"));
        }
        return Uni.createFrom().item(prompts);
    }

    private static ObjectNode prompt(String name, String... arguments) {
        ObjectNode prompt = json("{}").put("name", name).put("description", "A fixture of the conformance suite.");
        if (arguments.length > 0) {
            var list = prompt.putArray("arguments");
            for (String argument : arguments) {
                list.addObject()
                        .put("name", argument)
                        .put("description", argument)
                        .put("required", true);
            }
        }
        return prompt;
    }

    @Override
    public Uni<Optional<List<JsonNode>>> get(Caller caller, String name, JsonNode arguments, WaitingClient client) {
        return switch (name) {
            case "test_simple_prompt" -> messages(text("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                messages(text(
                        "Prompt with arguments: arg1='" + arguments.path("arg1").asText() + "', arg2='"
                                + arguments.path("arg2").asText() + "'"));
            case "test_prompt_with_embedded_resource" ->
                messages(
                        resource(
                                arguments.path("resourceUri").asText(),
                                "text/plain",
                                "Embedded resource content for testing."),
                        text("Please process the embedded resource above."));
            case "test_prompt_with_image" -> messages(image(), text("Please analyze the image above."));
            case "test_input_required_result_prompt" ->
                client.ask(Map.of("user_context", context()))
                        .chain(answers -> messages(text("Prompt with context: "
                                + answers.path("user_context")
                                        .at("/content/context")
                                        .asText())));
            default -> Uni.createFrom().item(Optional.empty());
        };
    }

    @Override
    public Uni<Optional<List<String>>> complete(Caller caller, String prompt, String argument, String begun) {
        return Uni.createFrom()
                .item(
                        prompt.equals("test_prompt_with_arguments")
                                ? Optional.of(List.of("test", "testing", "text").stream()
                                        .filter(value -> value.startsWith(begun))
                                        .toList())
                                : Optional.empty());
    }

    private static Uni<Optional<List<JsonNode>>> messages(JsonNode... contents) {
        return Uni.createFrom()
                .item(Optional.of(Arrays.stream(contents)
                        .<JsonNode>map(content -> json("{}").put("role", "user").set("content", content))
                        .toList()));
    }

    private static Question context() {
        return new Question(Question.Kind.ELICITATION, json("""
                        {"message": "What context should the prompt use?",
                         "requestedSchema": {"type": "object", "properties": {"context": {"type": "string"}},
                           "required": ["context"]}}"""));
    }
}
