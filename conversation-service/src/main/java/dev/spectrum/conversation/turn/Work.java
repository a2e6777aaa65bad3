package dev.spectrum.conversation.turn;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.Settings.PermissionMode;
import dev.spectrum.conversation.turn.domain.ToolRequest;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A turn that has begun: the user's message is kept, the answer is to be found.
 *
 * @param context what came before the user's message
 * @param roundsBefore what tools did in attempts that failed
 * @param usageBefore what those attempts used
 * @param attached what is in the files that came with the messages, as far as it was read
 * @param decided the round of tools that the turn goes on with, now that a person has decided; empty to ask the model
 */
record Work(
        Asked asked,
        TenantAgent agent,
        Turn turn,
        Context context,
        Message question,
        List<ToolRound> roundsBefore,
        Usage usageBefore,
        Instant startedAt,
        Attached attached,
        Optional<DecidedRound> decided) {

    /**
     * A round of tools that a person has looked at.
     *
     * @param text what the model said beside it
     * @param rejected why, by the id of the call
     */
    record DecidedRound(String text, List<ToolRequest> requests, Map<String, String> rejected) {}

    static Work first(Asked asked, TenantAgent agent, Context context) {
        Message question = context.next(asked.messageId().orElseGet(Work::newId), asked.text());
        Turn turn = new Turn(newId(), context.conversation().id(), question.id(), 1);
        return new Work(
                asked,
                agent,
                turn,
                context,
                question,
                List.of(),
                Usage.NONE,
                Instant.now(),
                Attached.NOTHING,
                Optional.empty());
    }

    /** The next attempt of a turn that has no answer yet. */
    static Work again(Asked asked, TenantAgent agent, Turns.Known known, Context context, Message question) {
        return new Work(
                asked,
                agent,
                known.turn().nextAttempt(),
                context,
                question,
                known.rounds(),
                known.usage(),
                Instant.now(),
                Attached.NOTHING,
                Optional.empty());
    }

    Work resuming(DecidedRound round) {
        return new Work(
                asked,
                agent,
                turn,
                context,
                question,
                roundsBefore,
                usageBefore,
                startedAt,
                attached,
                Optional.of(round));
    }

    /** The same turn with another view of what came before. */
    Work with(Context shorter) {
        return new Work(asked, agent, turn, shorter, question, roundsBefore, usageBefore, startedAt, attached, decided);
    }

    /** The same turn, whose message came with these files. */
    Work asking(List<Attachment> files) {
        return new Work(
                asked,
                agent,
                turn,
                context,
                question.with(files),
                roundsBefore,
                usageBefore,
                startedAt,
                attached,
                decided);
    }

    Work showing(Attached read) {
        return new Work(asked, agent, turn, context, question, roundsBefore, usageBefore, startedAt, read, decided);
    }

    /** The id that makes a repeat a repeat. Whoever sent none can retry with the id of the message that was kept. */
    String key() {
        return asked.key().orElseGet(() -> question.id().toString());
    }

    /** Whether its message begins the conversation. */
    boolean startsConversation() {
        return asked.conversationId().isEmpty();
    }

    Duration timeLeft(TurnsConfig config) {
        return Duration.between(Instant.now(), startedAt.plus(config.deadline()));
    }

    /** With the tools; a millisecond at least, because there is no timer for less. */
    Duration patience(TurnsConfig config) {
        Duration left = Collections.min(List.of(config.toolTimeout(), timeLeft(config)));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    PermissionMode permissionMode() {
        return context.conversation().settings().permissionMode();
    }

    UUID tenantId() {
        return asked.who().tenantId();
    }

    ToolUser toolUser() {
        return new ToolUser(
                asked.who(), asked.token(), agent.agent().role(), agent.agent().version());
    }

    List<Message> messages() {
        return Stream.concat(context.messages().stream(), Stream.of(question)).toList();
    }

    /** The messages with what is in their files, as a model reads them. */
    List<Message> shown() {
        return messages().stream()
                .map(message -> message.saying(attached.text(message)))
                .toList();
    }

    /** The conversation with the user's message as its active one. */
    Conversation conversation() {
        return context.conversation().withActiveMessage(question.id());
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
