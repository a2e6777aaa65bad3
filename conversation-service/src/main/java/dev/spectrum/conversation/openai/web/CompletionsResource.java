package dev.spectrum.conversation.openai.web;

import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.openai.CompleteChat;
import dev.spectrum.conversation.openai.Completion;
import dev.spectrum.conversation.openai.CompletionFailed;
import dev.spectrum.conversation.openai.CompletionRun;
import dev.spectrum.conversation.openai.Said;
import dev.spectrum.conversation.turn.AccessToken;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.platform.model.BudgetExhausted;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EventStream;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Agents for clients of OpenAI's API. */
@Path("/v1/chat/completions")
@RolesAllowed(Role.WRITE)
public class CompletionsResource {

    private static final int SOON = 10;

    private final CompleteChat completeChat;
    private final TenantRequest request;
    private final JsonWebToken token;

    CompletionsResource(CompleteChat completeChat, TenantRequest request, JsonWebToken token) {
        this.completeChat = completeChat;
        this.request = request;
        this.token = token;
    }

    @POST
    @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
    @Operation(
            summary = "An agent's answer, as OpenAI's chat completions give it",
            description =
                    "`model` is the agent's role. All of the conversation is in the request, and nothing of it is kept."
                            + " The agent uses its own tools by itself; calls of the request's tools are returned as tool_calls,"
                            + " and their results are expected as messages with the role tool.")
    @APIResponse(
            responseCode = "200",
            description = "The answer; with `stream` in pieces, as server-sent events that end with [DONE]",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ChatCompletion.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class))
            })
    public Uni<Response> complete(@NotNull CompletionRequest body) {
        CompletionReader reader = new CompletionReader(body);
        reader.requireOneChoice();
        Completion asked = asked(reader);
        return reader.isStreamed()
                ? agent(asked).chain(agent -> streamed(asked, agent, reader.wantsUsage()))
                : request.storedAnswer(body)
                        .chain(stored -> stored.map(Uni.createFrom()::item)
                                .orElseGet(() -> agent(asked).chain(agent -> whole(asked, agent, body))));
    }

    private Completion asked(CompletionReader reader) {
        List<ModelMessage> messages = reader.messages();
        return new Completion(
                request.caller(),
                new AccessToken(token.getRawToken()),
                reader.agentRole(),
                CompletionRun.of(messages, newRun()),
                messages,
                reader.tools(),
                reader.mayUseTools(),
                reader.temperature(),
                reader.maxOutputTokens(),
                reader.answerSchema(),
                reader.isStreamed());
    }

    /** The same for the same Idempotency-Key, so that what its tools did is not done again. */
    private UUID newRun() {
        Caller who = request.caller();
        return request.idempotencyKey()
                .map(key -> UUID.nameUUIDFromBytes(
                        (who.tenantId() + "/" + who.subject() + "/" + key).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(CompletionRun::newId);
    }

    private Uni<TenantAgent> agent(Completion asked) {
        return completeChat
                .agent(asked.who().tenantId(), asked.agentRole())
                .map(found -> found.orElseThrow(() -> ProblemException.of(
                        404,
                        "agent-unknown",
                        "No such agent",
                        "There is no agent with the role \"" + asked.agentRole() + "\"; GET /v1/models lists them.")))
                .invoke(agent -> requireSight(asked, agent));
    }

    private void requireSight(Completion asked, TenantAgent agent) {
        boolean hasImages = asked.messages().stream()
                .anyMatch(message -> message instanceof ModelMessage.User user
                        && !user.images().isEmpty());
        if (hasImages && !completeChat.sees(agent)) {
            throw ProblemException.invalid("/messages", "This agent's model takes no images.");
        }
    }

    private Uni<Response> whole(Completion asked, TenantAgent agent, CompletionRequest body) {
        long created = Instant.now().getEpochSecond();
        Uni<ChatCompletion> answer = completeChat
                .complete(asked, agent)
                .collect()
                .last()
                .map(said -> ChatCompletion.of(id(asked.run()), created, asked.agentRole(), (Said.All) said))
                .onFailure(CompletionFailed.class)
                .transform(failure -> problem(((CompletionFailed) failure).failure()));
        return request.idempotencyKey().isEmpty()
                ? answer.map(told -> Response.ok(told).build())
                : answer.chain(told -> request.act(
                        body,
                        who -> Uni.createFrom().item(() -> Response.ok(told).build())));
    }

    /** Names the run, in its first answer; every answer has an id of its own. */
    private static String id(CompletionRun run) {
        UUID id = run.callsBefore() == 0 ? run.id() : CompletionRun.newId();
        return "chatcmpl-" + id.toString().replace("-", "");
    }

    /** The status waits for the first piece: who fails before it gets an error's. */
    private Uni<Response> streamed(Completion asked, TenantAgent agent, boolean withUsage) {
        Chunks chunks = new Chunks(id(asked.run()), Instant.now().getEpochSecond(), asked.agentRole(), withUsage);
        return Uni.createFrom().emitter(answer -> {
            UnicastProcessor<Said> heard = UnicastProcessor.create();
            CompletableFuture<Cancellable> work = new CompletableFuture<>();
            Multi<Said> told = heard.onCancellation().invoke(() -> work.thenAccept(Cancellable::cancel));
            work.complete(completeChat
                    .complete(asked, agent)
                    .subscribe()
                    .with(
                            said -> {
                                heard.onNext(said);
                                answer.complete(stream(chunks, told));
                            },
                            failure -> {
                                heard.onError(failure);
                                answer.fail(problem(((CompletionFailed) failure).failure()));
                            },
                            heard::onComplete));
        });
    }

    private static Response stream(Chunks chunks, Multi<Said> said) {
        return Response.ok(new EventStream(chunks.of(said)))
                .type(MediaType.SERVER_SENT_EVENTS)
                .build();
    }

    private static ProblemException problem(Failure failure) {
        Map<String, Object> members = Map.of("retryable", failure.isRetryable());
        return switch (failure) {
            case TIMEOUT -> problem(504, "The model was too slow", failure, members);
            case UNAVAILABLE -> problem(502, "The model is down", failure, members);
            case OVERLOADED ->
                problem(503, "The model is overloaded", failure, members).retryAfter(SOON);
            case REJECTED -> problem(502, "The model refused", failure, members);
            case BUDGET_EXHAUSTED -> BudgetExhausted.problem("", members);
            case INTERRUPTED, INTERNAL -> problem(500, "Something went wrong", failure, members);
        };
    }

    private static ProblemException problem(int status, String title, Failure failure, Map<String, Object> members) {
        return ProblemException.of(status, failure.code(), title, failure.sentence(), members);
    }
}
