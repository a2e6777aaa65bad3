package dev.spectrum.conversation.turn.web;

import dev.spectrum.conversation.turn.TurnEnd;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Refusal;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.BudgetExhausted;
import dev.spectrum.platform.web.ProblemException;
import java.util.Map;
import java.util.UUID;

/** Turns without an answer, as problems. */
final class TurnProblems {

    private static final int SOON = 10;
    private static final String KEPT =
            "Your message is kept: send it again with the same client_message_id, or with the"
                    + " problem's message_id as its client_message_id.";

    private TurnProblems() {}

    static ProblemException refused(Refusal refusal, String agentRole) {
        return switch (refusal) {
            case UNKNOWN_AGENT ->
                ProblemException.of(
                        404,
                        "agent-unknown",
                        "No such agent",
                        "There is no agent with the role \"" + agentRole + "\".");
            case DISABLED_AGENT ->
                ProblemException.of(
                        404,
                        "agent-disabled",
                        "The agent is disabled",
                        "The agent with the role \"" + agentRole + "\" is disabled.");
            case UNKNOWN_CONVERSATION -> ProblemException.notFound("conversation");
            case OTHER_AGENT ->
                ProblemException.conflict(
                        "other-agent",
                        "This conversation is with another agent than \"" + agentRole + "\"; start a new one.");
            case UNKNOWN_PARENT -> ProblemException.notFound("parent message in this conversation");
            case UNKNOWN_ATTACHMENT ->
                ProblemException.invalid(
                        "/attachments", "Must be files of yours that came with no message of another conversation.");
            case BLIND_MODEL ->
                ProblemException.of(
                        422,
                        "images-not-supported",
                        "The model takes no images",
                        "The model of the agent \"" + agentRole + "\" takes no images. Send text or PDFs.");
            case AGENT_GONE ->
                ProblemException.of(
                        404, "agent-disabled", "The agent is disabled", "The run's agent is disabled, or no more.");
            case UNKNOWN_RUN -> ProblemException.notFound("run");
            case NOT_WAITING -> ProblemException.conflict("run-not-waiting", "The run waits for no decision.");
            case UNDECIDED ->
                ProblemException.invalid(
                        "/decisions", "Must decide on each of the run's interrupts, and on nothing else.");
            case KEY_REUSED ->
                ProblemException.of(
                        422,
                        "client-message-id-reused",
                        "client_message_id reused",
                        "This client_message_id (or Idempotency-Key) was used for another message; use a new one.");
        };
    }

    static ProblemException busy(UUID runId) {
        return ProblemException.of(
                        409,
                        "conversation-busy",
                        "The conversation is busy",
                        "Another message is being answered in this conversation. Yours was not kept; send it again later.",
                        Map.of("run_id", runId, "retryable", true))
                .retryAfter(SOON);
    }

    static ProblemException stillRunning(Turn turn) {
        return ProblemException.of(
                        409,
                        "turn-running",
                        "Still being answered",
                        "This message is still being answered. Ask again for its answer.",
                        members(turn, true))
                .retryAfter(SOON);
    }

    static ProblemException failed(TurnEnd.Failed end) {
        Map<String, Object> members = members(end.turn(), end.failure().isRetryable());
        return switch (end.failure()) {
            case TIMEOUT -> problem(504, "The model was too slow", end.failure(), members);
            case UNAVAILABLE -> problem(502, "The model is down", end.failure(), members);
            case OVERLOADED ->
                problem(503, "The model is overloaded", end.failure(), members).retryAfter(SOON);
            case REJECTED -> problem(502, "The model refused", end.failure(), members);
            case BUDGET_EXHAUSTED -> BudgetExhausted.problem(KEPT, members);
            case INTERRUPTED ->
                problem(503, "The answer was interrupted", end.failure(), members)
                        .retryAfter(SOON);
            case INTERNAL -> problem(500, "Something went wrong", end.failure(), members);
        };
    }

    private static ProblemException problem(int status, String title, Failure failure, Map<String, Object> members) {
        return ProblemException.of(status, failure.code(), title, failure.sentence() + " " + KEPT, members);
    }

    private static Map<String, Object> members(Turn turn, boolean retryable) {
        return Map.of(
                "conversation_id",
                turn.conversationId(),
                "run_id",
                turn.id(),
                "message_id",
                turn.userMessageId(),
                "retryable",
                retryable);
    }
}
