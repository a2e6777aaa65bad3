package dev.spectrum.demomodel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.demomodel.Dialogue;
import dev.spectrum.demomodel.FakeCompany;
import dev.spectrum.demomodel.conversation.ToolCall;
import dev.spectrum.demomodel.json.Json;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatServerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = new ChatServer(VERTX, Dialogue.model()::reply, Clock.systemUTC())
                .listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void answersAChatWithToolsToTheEnd() throws Exception {
        FakeCompany company = new FakeCompany();
        ObjectNode request = request("Who should I call today?");
        ArrayNode messages = (ArrayNode) request.get("messages");

        JsonNode first = json(post(request.toString()));
        JsonNode wanted = first.at("/choices/0/message");
        assertThat(first.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(wanted.path("content").isNull()).isTrue();
        assertThat(wanted.path("tool_calls")).hasSize(2);
        messages.add(wanted);
        for (JsonNode call : wanted.path("tool_calls")) {
            assertThat(call.path("type").asText()).isEqualTo("function");
            messages.add(toolResult(company, call));
        }
        JsonNode second = json(post(request.toString()));

        assertThat(second.path("object").asText()).isEqualTo("chat.completion");
        assertThat(second.path("model").asText()).isEqualTo("spectrum-demo");
        assertThat(second.path("system_fingerprint").asText()).contains("no-language-model");
        assertThat(second.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(second.at("/choices/0/message/content").asText()).contains("2. Dana Whitfield (VP Operations");
        JsonNode usage = second.path("usage");
        assertThat(usage.path("prompt_tokens").asInt()).isGreaterThan(1_000);
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt()
                        + usage.path("completion_tokens").asInt());
    }

    @Test
    void streamsAnAnswerInPieces() throws Exception {
        ObjectNode request = request("Hello!").put("stream", true);
        request.putObject("stream_options").put("include_usage", true);

        List<String> events = events(request);

        assertThat(events).last().isEqualTo("[DONE]");
        List<JsonNode> chunks = chunks(events);
        assertThat(chunks.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(chunks.get(0).path("id"));
        });
        String text = chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                .reduce("", String::concat);
        assertThat(text).startsWith("Hello. I am Spectrum's demo model").contains("list appointments, send an email");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isPositive();
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    }

    @Test
    void streamsToolCallsAsDeltas() throws Exception {
        List<JsonNode> chunks = chunks(events(
                request("Book a call with Dana Whitfield tomorrow at 3pm").put("stream", true)));

        List<String> names = new ArrayList<>();
        List<StringBuilder> arguments = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                int index = call.path("index").asInt();
                if (call.has("id")) {
                    assertThat(index).isEqualTo(names.size());
                    names.add(call.at("/function/name").asText());
                    arguments.add(new StringBuilder());
                }
                arguments.get(index).append(call.at("/function/arguments").asText());
            }
        }
        assertThat(names).containsExactly("revops_search_contacts", "calendar_get_availability");
        assertThat(Json.read(arguments.get(0).toString())
                        .orElseThrow()
                        .path("query")
                        .asText())
                .isEqualTo("Dana Whitfield");
        assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText())
                .isEqualTo("tool_calls");
        assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
    }

    @Test
    void cutsAnAnswerThatIsLongerThanAllowed() throws Exception {
        JsonNode json =
                json(post(request("Hello!").put("max_completion_tokens", 3).toString()));

        assertThat(json.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(json.at("/choices/0/message/content").asText()).isEqualTo("Hello. I am ");
    }

    @Test
    void readsPartsOfTextAndTheDevelopersRole() throws Exception {
        String body = """
                {"model": "any", "messages": [{"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
                 {"role": "user", "content": [{"type": "text", "text": "Thanks"}, {"type": "text", "text": "a lot!"}]}]}""";

        assertThat(json(post(body)).at("/choices/0/message/content").asText()).isEqualTo("You are welcome.");
    }

    @Test
    void answersInTheFormOfASchema() throws Exception {
        ObjectNode request = request("Write to hello@harbourline.example").put("model", "x");
        request.remove("tools");
        request.set("response_format", Json.read("""
                {"type": "json_schema", "json_schema": {"name": "found", "strict": true, "schema": {"type": "object",
                 "properties": {"email": {"type": "string"}}, "required": ["email"]}}}""").orElseThrow());

        assertThat(json(post(request.toString()))
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("{\"email\":\"hello@harbourline.example\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '~',
            value = {
                "{                                                                        | -                        | We could not parse the JSON body",
                "[]                                                                       | -                        | We could not parse the JSON body",
                "{'messages': [{'role': 'user', 'content': 'x'}]}                         | model                    | you must provide a model parameter",
                "{'model': 'x'}                                                           | messages                 | Invalid 'messages'",
                "{'model': 'x', 'messages': []}                                           | messages                 | Invalid 'messages'",
                "{'model': 'x', 'messages': [{'role': 'boss', 'content': 'x'}]}            | messages[0].role         | Invalid value: 'boss'",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 7}]}             | messages[0].content      | Invalid 'content'",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': [{'type': 'image_url'}]}]} | messages[0].content | This model reads text only",
                "{'model': 'x', 'messages': [{'role': 'assistant'}]}                      | messages[0].content      | An assistant message needs 'content'",
                "{'model': 'x', 'messages': [{'role': 'tool', 'tool_call_id': 'a', 'content': 'x'}]} | messages[0].tool_call_id | Invalid parameter: messages with role 'tool'",
                "{'model': 'x', 'messages': [{'role': 'assistant', 'tool_calls': [{'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}]}, {'role': 'user', 'content': 'x'}]} | messages[1] | An assistant message with 'tool_calls' must be followed",
                "{'model': 'x', 'messages': [{'role': 'assistant', 'tool_calls': [{'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}]}]} | messages | An assistant message with 'tool_calls' must be followed",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'n': 2}    | n                        | This model gives one answer",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'tools': {}} | tools                  | Invalid type for 'tools'",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'tools': [{'type': 'custom'}]} | tools[0].type | Invalid value",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'tools': [{'type': 'function', 'function': {'name': 'a b'}}]} | tools[0].function.name | Invalid 'tools[0].function.name'",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'tool_choice': 'required'} | tool_choice  | 'tool_choice' is only allowed",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'stream_options': {}} | stream_options    | The 'stream_options' parameter",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'max_tokens': 0} | max_tokens          | Invalid 'max_tokens'",
                "{'model': 'x', 'messages': [{'role': 'user', 'content': 'x'}], 'response_format': {'type': 'xml'}} | response_format.type | Invalid value",
            })
    void refusesBadInputAsOpenAiDoes(String body, String param, String message) throws Exception {
        HttpResponse<String> response = post(body.replace('\'', '"'));

        JsonNode error = json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText(null)).isEqualTo(param);
        assertThat(error.path("message").asText().replace('"', '\'')).startsWith(message);
        assertThat(error.has("code")).isTrue();
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(post("{\"model\": \"" + "x".repeat(9 * 1024 * 1024) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void callsOnlyTheToolsThatAreAllowed() throws Exception {
        ObjectNode request = request("Who should I call today?");
        request.set("tool_choice", Json.read("""
                {"type": "allowed_tools", "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "revops_search_contacts"}}]}}""").orElseThrow());

        assertThat(json(post(request.toString())).at("/choices/0/message/tool_calls"))
                .singleElement()
                .satisfies(
                        call -> assertThat(call.at("/function/name").asText()).isEqualTo("revops_search_contacts"));
    }

    @Test
    void saysWhatItIs() throws Exception {
        assertThat(json(get("/health")).path("status").asText()).isEqualTo("UP");
        assertThat(json(get("/v1/models")).at("/data/0/id").asText()).isEqualTo("spectrum-demo");
        assertThat(json(get("/v1/models/spectrum-demo")).path("object").asText())
                .isEqualTo("model");
        assertThat(json(get("/")).path("is_language_model").asBoolean(true)).isFalse();
        assertThat(json(get("/")).path("description").asText()).contains("no language model");
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        assertThat(get("/v1/embeddings").statusCode()).isEqualTo(404);
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(json(get("/v1/embeddings")).at("/error/code").asText()).isEqualTo("unknown_url");
    }

    @Test
    void answersTwentyRequestsAtOnceEachWithItsOwnAnswer() {
        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 20)
                .mapToObj(i -> CLIENT.sendAsync(
                        postRequest(request("Create a contact Jane Doe jane" + i + "@x.example")
                                .toString()),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < 20; i++) {
            JsonNode json =
                    json(responses.get(i).orTimeout(30, TimeUnit.SECONDS).join());
            assertThat(json.at("/choices/0/message/tool_calls/0/function/arguments")
                            .asText())
                    .contains("jane" + i + "@x.example");
        }
    }

    private static JsonNode toolResult(FakeCompany company, JsonNode call) {
        ObjectNode arguments =
                (ObjectNode) Json.read(call.at("/function/arguments").asText()).orElseThrow();
        String result = company.run(
                new ToolCall(call.path("id").asText(), call.at("/function/name").asText(), arguments));
        return Json.object()
                .put("role", "tool")
                .put("tool_call_id", call.path("id").asText())
                .put("content", result);
    }

    private static ObjectNode request(String question) {
        ObjectNode request = Json.object().put("model", "gpt-4o-mini").put("temperature", 0.2);
        request.putArray("messages").addObject().put("role", "user").put("content", question);
        ArrayNode tools = request.putArray("tools");
        FakeCompany.tools().forEach(tool -> {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name())
                    .put("description", tool.description())
                    .set("parameters", tool.parameters());
        });
        return request;
    }

    private static List<String> events(ObjectNode request) throws Exception {
        HttpResponse<String> response = post(request.toString());
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        return response.body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    assertThat(line).startsWith("data: ");
                    return line.substring("data: ".length());
                })
                .toList();
    }

    private static List<JsonNode> chunks(List<String> events) {
        return events.subList(0, events.size() - 1).stream()
                .map(event -> Json.read(event).orElseThrow())
                .toList();
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return CLIENT.send(postRequest(body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest postRequest(String body) {
        return HttpRequest.newBuilder(uri("/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer anything")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body()).orElseThrow();
    }
}
