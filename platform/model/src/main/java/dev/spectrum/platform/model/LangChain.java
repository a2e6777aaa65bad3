package dev.spectrum.platform.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

/** Our words in LangChain4j's, and back. */
final class LangChain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LangChain() {}

    static ChatRequest request(ModelCall call, String model) {
        ChatRequest.Builder request = ChatRequest.builder()
                .modelName(model)
                .temperature(call.temperature())
                .maxOutputTokens(call.maxOutputTokens())
                .messages(call.messages().stream().map(LangChain::message).toList())
                .toolSpecifications(call.tools().stream().map(LangChain::tool).toList());
        call.answerSchema().map(LangChain::jsonFormat).ifPresent(request::responseFormat);
        return request.build();
    }

    private static ResponseFormat jsonFormat(String schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("answer")
                        .rootElement(JsonRawSchema.from(schema))
                        .build())
                .build();
    }

    private static ChatMessage message(ModelMessage message) {
        return switch (message) {
            case ModelMessage.System(String text) -> SystemMessage.from(text);
            case ModelMessage.User(String text) -> UserMessage.from(text);
            case ModelMessage.Assistant(String text, List<ToolRequest> requests) ->
                AiMessage.builder()
                        .text(text)
                        .toolExecutionRequests(
                                requests.stream().map(LangChain::toolRequest).toList())
                        .build();
            case ModelMessage.ToolResult(String id, String name, String text) ->
                ToolExecutionResultMessage.from(id, name, text);
        };
    }

    private static ToolExecutionRequest toolRequest(ToolRequest request) {
        return ToolExecutionRequest.builder()
                .id(request.id())
                .name(request.name())
                .arguments(request.arguments())
                .build();
    }

    private static ToolSpecification tool(ToolDefinition tool) {
        try {
            ObjectNode json = JSON.createObjectNode()
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .set("parameters", JSON.readTree(tool.inputSchema()));
            return ToolSpecification.fromJson(json.toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The schema of " + tool.name() + " is no JSON", broken);
        }
    }

    static String text(ChatResponse response) {
        return Objects.requireNonNullElse(response.aiMessage().text(), "");
    }

    static List<ToolRequest> toolRequests(ChatResponse response) {
        return response.aiMessage().toolExecutionRequests().stream()
                .map(request -> new ToolRequest(
                        request.id(), request.name(), Objects.requireNonNullElse(request.arguments(), "{}")))
                .toList();
    }

    static long inputTokens(ChatResponse response) {
        return response.tokenUsage() == null ? 0 : orZero(response.tokenUsage().inputTokenCount());
    }

    static long outputTokens(ChatResponse response) {
        return response.tokenUsage() == null ? 0 : orZero(response.tokenUsage().outputTokenCount());
    }

    private static long orZero(@org.jspecify.annotations.Nullable Integer count) {
        return count == null ? 0 : count;
    }

    static Throwable failure(Throwable failure) {
        if (failure instanceof ModelException) {
            return failure;
        }
        return new ModelException(refusal(failure), failure.getMessage(), failure);
    }

    private static ModelRefusal refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
                return ModelRefusal.TIMEOUT;
            } else if (cause instanceof RateLimitException) {
                return ModelRefusal.OVERLOADED;
            } else if (cause instanceof InternalServerException) {
                return ModelRefusal.UNAVAILABLE;
            } else if (cause instanceof HttpException http) {
                return refusal(http.statusCode());
            } else if (cause instanceof jakarta.ws.rs.WebApplicationException http) {
                return refusal(http.getResponse().getStatus());
            } else if (cause instanceof NonRetriableException) {
                return ModelRefusal.REJECTED;
            }
        }
        return ModelRefusal.UNAVAILABLE;
    }

    /** Whether it was not begun: the server could not be reached, or said by a status that it does not answer. */
    static boolean wasNotBegun(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof HttpException
                    || cause instanceof jakarta.ws.rs.WebApplicationException
                    || cause instanceof RateLimitException
                    || cause instanceof InternalServerException
                    || cause instanceof NonRetriableException) {
                return true;
            }
        }
        return false;
    }

    private static ModelRefusal refusal(int status) {
        if (status == 429) {
            return ModelRefusal.OVERLOADED;
        }
        return status == 408 || status >= 500 ? ModelRefusal.UNAVAILABLE : ModelRefusal.REJECTED;
    }
}
