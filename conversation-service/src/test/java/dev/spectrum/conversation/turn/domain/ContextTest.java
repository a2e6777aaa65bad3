package dev.spectrum.conversation.turn.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContextTest {

    private static final UUID FIRST = UUID.randomUUID();
    private static final Conversation CONVERSATION = new Conversation(
            UUID.randomUUID(),
            UUID.randomUUID(),
            "user",
            UUID.randomUUID(),
            "sales",
            UUID.randomUUID(),
            Settings.DEFAULT,
            java.util.Optional.empty());

    @Test
    void theFirstMessageHasNoParent() {
        Message first = new Context(CONVERSATION, List.of()).next(FIRST, "Hello");

        assertThat(first.parentId()).isEmpty();
        assertThat(first.position()).isEqualTo(1);
    }

    @Test
    void theNextMessageFollowsTheLast() {
        Message first = new Context(CONVERSATION, List.of()).next(FIRST, "Hello");
        Message second = new Context(CONVERSATION, List.of(first)).next(UUID.randomUUID(), "Hello?");

        assertThat(second.parentId()).contains(FIRST);
        assertThat(second.position()).isEqualTo(2);
    }

    @Test
    void remembersTheLastMessagesAndWhichOneIsActive() {
        Context context = new Context(CONVERSATION, List.of());
        for (int i = 1; i <= 3; i++) {
            Message question = context.next(UUID.randomUUID(), "question " + i);
            context = context.after(
                    question,
                    question.answer(UUID.randomUUID(), "answer " + i, List.of(), 0, Message.Ending.COMPLETE),
                    4);
        }

        assertThat(context.messages())
                .extracting(Message::content)
                .containsExactly("question 2", "answer 2", "question 3", "answer 3");
        assertThat(context.conversation().activeMessageId())
                .isEqualTo(context.messages().getLast().id());
    }

    @Test
    void aTitleIsTheBeginningOfTheFirstLine() {
        assertThat(Conversation.title("\n  Who should I call?\nAnd why?")).isEqualTo("Who should I call?");
        assertThat(Conversation.title("\uD83D\uDE00".repeat(100))).isEqualTo("\uD83D\uDE00".repeat(79) + "\u2026");
    }

    @Test
    void aConversationStaysWithItsAgentAlsoWhenItsRoleIsRenamed() {
        assertThat(CONVERSATION.isWith(CONVERSATION.agentId(), "renamed")).isTrue();
        assertThat(CONVERSATION.isWith(UUID.randomUUID(), "sales")).isTrue();
        assertThat(CONVERSATION.isWith(UUID.randomUUID(), "cfo")).isFalse();
    }
}
