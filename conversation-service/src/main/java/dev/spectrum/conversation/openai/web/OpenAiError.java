package dev.spectrum.conversation.openai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.platform.model.Budget;
import dev.spectrum.platform.model.BudgetExhausted;
import dev.spectrum.platform.web.Problem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure as OpenAI's clients read it. */
record OpenAiError(Described error) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROBLEM = "urn:spectrum:problem:";

    /**
     * @param type one of OpenAI's classes of errors
     * @param param what of the request is wrong, such as {@code messages[0].content}
     * @param code what programs decide by: OpenAI's word where it has one, otherwise that of the suite's problems
     * @param resetsAt when a budget that is used up is whole again, beside what OpenAI says; only then
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Described(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty(BudgetExhausted.RESETS_AT) @Nullable
            String resetsAt) {}

    static OpenAiError of(Problem problem) {
        String code = problem.type().replace(PROBLEM, "");
        String message = problem.detail();
        String param = null;
        if (problem.errors() != null && !problem.errors().isEmpty()) {
            param = param(problem.errors().getFirst().pointer());
            message = problem.errors().stream()
                    .map(error -> param(error.pointer()) + ": " + error.detail())
                    .collect(Collectors.joining(" "));
        }
        return new OpenAiError(new Described(message, type(problem.status(), code), param, code(code), resetsAt(code)));
    }

    static OpenAiError of(Failure failure) {
        return new OpenAiError(new Described(
                failure.sentence(), type(500, failure.code()), null, code(failure.code()), resetsAt(failure.code())));
    }

    ObjectNode node() {
        return JSON.valueToTree(this);
    }

    private static String type(int status, String code) {
        if (code.equals(Failure.BUDGET_EXHAUSTED.code())) {
            return "insufficient_quota";
        }
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static @Nullable String resetsAt(String code) {
        return code.equals(Failure.BUDGET_EXHAUSTED.code()) ? Budget.resetsAt().toString() : null;
    }

    private static String code(String code) {
        return switch (code) {
            case "budget-exhausted" -> "insufficient_quota";
            case "agent-unknown", "agent-disabled" -> "model_not_found";
            case "unauthorized" -> "invalid_api_key";
            case "too-many-requests" -> "rate_limit_exceeded";
            default -> code.replace('-', '_');
        };
    }

    /** {@code /messages/0/content} as {@code messages[0].content}. */
    private static String param(String pointer) {
        return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
    }
}
