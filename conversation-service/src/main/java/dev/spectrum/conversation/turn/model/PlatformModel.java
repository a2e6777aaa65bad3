package dev.spectrum.conversation.turn.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.turn.Attached;
import dev.spectrum.conversation.turn.LanguageModel;
import dev.spectrum.conversation.turn.Storable;
import dev.spectrum.conversation.turn.TurnsConfig;
import dev.spectrum.conversation.turn.domain.Failure;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.model.FinishReason;
import dev.spectrum.platform.model.ModelAnswer;
import dev.spectrum.platform.model.ModelCall;
import dev.spectrum.platform.model.ModelEvent;
import dev.spectrum.platform.model.ModelException;
import dev.spectrum.platform.model.ModelMessage;
import dev.spectrum.platform.model.Models;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** A conversation in the words of a model, and back. */
@ApplicationScoped
class PlatformModel implements LanguageModel {

    private static final Logger LOG = Logger.getLogger(PlatformModel.class);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Models models;
    private final ObjectMapper json;
    private final TurnsConfig config;

    PlatformModel(Models models, ObjectMapper json, TurnsConfig config) {
        this.models = models;
        this.json = json;
        this.config = config;
    }

    @Override
    public Uni<Reply> ask(Question question, Listener listener) {
        ModelCall call = new ModelCall(
                question.tenantId(),
                question.dailyLimitMicroUsd(),
                question.model(),
                question.temperature(),
                config.maxOutputTokens(),
                messages(question),
                question.tools());
        return CallerContext.returnTo(() -> hear(
                listener.wantsPieces()
                        ? models.stream(call, question.patience(), listener::made)
                        : models.ask(call, question.patience(), listener::made)
                                .<ModelEvent>map(ModelEvent.Done::new)
                                .toMulti(),
                listener));
    }

    @Override
    public boolean sees(String model) {
        return models.sees(model);
    }

    private Uni<Reply> hear(Multi<ModelEvent> answer, Listener listener) {
        return Uni.createFrom().emitter(reply -> {
            StringBuilder said = new StringBuilder();
            int most = config.answerCharacters();
            CompletableFuture<Void> enough = new CompletableFuture<>();
            Cancellable hearing = answer.subscribe()
                    .with(
                            event -> {
                                switch (event) {
                                    case ModelEvent.Delta(String text) -> {
                                        String piece = start(Storable.text(text), most - said.length());
                                        said.append(piece);
                                        listener.hear(piece);
                                        if (said.length() == most) {
                                            enough.complete(null);
                                        }
                                    }
                                    case ModelEvent.Done(ModelAnswer whole) -> reply.complete(said(whole));
                                }
                            },
                            failure -> reply.complete(unanswered(said.toString(), failure)));
            enough.thenRun(() -> {
                // Which says what the call is paid.
                hearing.cancel();
                reply.complete(new Reply.Said(said.toString(), List.of(), true));
            });
            Cancellable waiting = CallerContext.returnTo(listener::stopped)
                    .subscribe()
                    .with(stopped -> {
                        hearing.cancel();
                        reply.complete(new Reply.CutOff(said.toString(), Optional.empty()));
                    });
            reply.onTermination(() -> {
                waiting.cancel();
                hearing.cancel();
            });
        });
    }

    private static Reply unanswered(String said, Throwable failure) {
        if (!(failure instanceof ModelException refused)) {
            LOG.error("The model's answer failed unforeseen", failure);
            return new Reply.CutOff(said, Optional.of(Failure.INTERNAL));
        }
        LOG.warnf("The model gave no answer: %s, %s", refused.refusal(), refused.getMessage());
        Failure why = Failure.valueOf(refused.refusal().name());
        return said.isEmpty() ? new Reply.Silent(why) : new Reply.CutOff(said, Optional.of(why));
    }

    private List<ModelMessage> messages(Question question) {
        List<ModelMessage> messages = new ArrayList<>();
        messages.add(new ModelMessage.System(question.systemPrompt()));
        question.messages().forEach(message -> add(message, question.attached(), messages));
        return messages;
    }

    private void add(Message message, Attached attached, List<ModelMessage> to) {
        if (message.speaker() == Message.Speaker.USER) {
            to.add(new ModelMessage.User(attached.text(message), attached.images(message)));
            return;
        }
        for (ToolRound round : message.toolRounds()) {
            to.add(new ModelMessage.Assistant(
                    round.text(), round.calls().stream().map(this::request).toList()));
            round.calls().forEach(call -> to.add(result(call)));
        }
        if (!message.content().isEmpty()) {
            to.add(new ModelMessage.Assistant(message.content(), List.of()));
        }
    }

    private dev.spectrum.platform.model.ToolRequest request(ToolCall call) {
        return new dev.spectrum.platform.model.ToolRequest(call.id(), call.name(), write(call.arguments()));
    }

    private ModelMessage result(ToolCall call) {
        String text = call.isError() ? "Error: " + reason(call.result()) : write(call.result());
        int most = config.resultCharacters();
        return new ModelMessage.ToolResult(
                call.id(),
                call.name(),
                text.length() <= most
                        ? text
                        : text.substring(0, most) + "\n[cut here: " + text.length() + " characters in all]");
    }

    /** A lone sentence needs no JSON around it. */
    private String reason(Map<String, Object> result) {
        return result.size() == 1 && result.values().iterator().next() instanceof String sentence
                ? sentence
                : write(result);
    }

    private Reply said(ModelAnswer answer) {
        String text = start(Storable.text(answer.text()), config.answerCharacters());
        return new Reply.Said(
                text,
                answer.toolRequests().stream()
                        .map(Storable::request)
                        .map(request -> new ToolRequest(request.id(), request.name(), arguments(request.arguments())))
                        .toList(),
                answer.finishReason() == FinishReason.LENGTH
                        || text.length() < answer.text().length());
    }

    private static String start(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** Nothing at all stands for no arguments. */
    private Optional<Map<String, Object>> arguments(String text) {
        if (text.isBlank()) {
            return Optional.of(Map.of());
        } else if (text.length() > config.answerCharacters()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(text.replace("\\u0000", "\\ufffd"), OBJECT));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException("Arguments and results are JSON", notSerialisable);
        }
    }
}
