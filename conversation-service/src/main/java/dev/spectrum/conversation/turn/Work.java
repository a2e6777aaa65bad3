package dev.spectrum.conversation.turn;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.conversation.agents.domain.TenantAgent;
import dev.spectrum.conversation.turn.domain.Context;
import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Message;
import dev.spectrum.conversation.turn.domain.ToolRound;
import dev.spectrum.conversation.turn.domain.Turn;
import dev.spectrum.platform.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A turn that has begun: the user's message is kept, the answer is to be found.
 *
 * @param agentIsRemembered whether the agent came from memory, and so need not be remembered again
 * @param context what came before the user's message
 * @param roundsBefore what tools did in attempts that failed
 * @param usageBefore what those attempts used
 */
record Work(
        Asked asked,
        TenantAgent agent,
        boolean agentIsRemembered,
        Turn turn,
        Context context,
        Message question,
        List<ToolRound> roundsBefore,
        Usage usageBefore,
        Instant startedAt) {

    static Work first(Asked asked, TenantAgent agent, boolean agentIsRemembered, Context context) {
        Message question = context.next(newId(), asked.text());
        Turn turn = new Turn(newId(), context.conversation().id(), question.id(), 1);
        return new Work(asked, agent, agentIsRemembered, turn, context, question, List.of(), Usage.NONE, Instant.now());
    }

    /** The next attempt of a turn that has no answer yet. */
    static Work again(Asked asked, TenantAgent agent, Turns.Known known, Context context, Message question) {
        return new Work(
                asked,
                agent,
                false,
                known.turn().nextAttempt(),
                context,
                question,
                known.rounds(),
                known.usage(),
                Instant.now());
    }

    /** The same turn, where it turned out that the conversation had gone on meanwhile. */
    Work in(Context current) {
        Message moved = current.next(question.id(), question.content());
        return new Work(asked, agent, agentIsRemembered, turn, current, moved, roundsBefore, usageBefore, startedAt);
    }

    /** The id that makes a repeat a repeat. Whoever sent none can retry with the id of the message that was kept. */
    String key() {
        return asked.key().orElseGet(() -> question.id().toString());
    }

    Duration timeLeft(TurnsConfig config) {
        return Duration.between(Instant.now(), startedAt.plus(config.deadline()));
    }

    /** With the tools; a millisecond at least, because there is no timer for less. */
    Duration patience(TurnsConfig config) {
        Duration left = Collections.min(List.of(config.toolTimeout(), timeLeft(config)));
        return left.isPositive() ? left : Duration.ofMillis(1);
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

    /** The conversation with the user's message as its active one. */
    Conversation conversation() {
        return context.conversation().withActiveMessage(question.id());
    }

    static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
