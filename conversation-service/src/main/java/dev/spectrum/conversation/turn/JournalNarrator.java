package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.runs.AgUi;
import dev.spectrum.conversation.runs.RunJournal;
import dev.spectrum.conversation.turn.domain.ToolCall;
import dev.spectrum.conversation.turn.domain.Turn;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells of an attempt in the words of AG-UI. */
final class JournalNarrator implements Narrator {

    private final Turn turn;
    private final RunJournal journal;
    private final ToldAnswers answers;
    private final int resultCharacters;

    JournalNarrator(Turn turn, RunJournal journal, ToldAnswers answers, int resultCharacters) {
        this.turn = turn;
        this.journal = journal;
        this.answers = answers;
        this.resultCharacters = resultCharacters;
    }

    @Override
    public boolean wantsPieces() {
        return true;
    }

    @Override
    public void begin(Work work) {
        journal.add(AgUi.runStarted(turn.conversationId(), turn.id(), turn.userMessageId()));
    }

    @Override
    public void say(UUID messageId, String piece) {
        journal.say(messageId, piece);
    }

    @Override
    public void call(UUID messageId, String callId, String tool, Map<String, Object> arguments) {
        journal.add(AgUi.toolCallStart(callId, tool, messageId));
        journal.add(AgUi.toolCallArgs(callId, arguments));
        journal.add(AgUi.toolCallEnd(callId));
    }

    @Override
    public void result(ToolCall call) {
        journal.add(AgUi.toolCallResult(call.id(), call.result(), resultCharacters));
    }

    @Override
    public void end(TurnEnd end, Outcome.Exchange exchange) {
        journal.end(answers.end(
                turn,
                end,
                List.of(AgUi.TokenUsage.of(
                        exchange.modelCalls().model(),
                        exchange.usage().inputTokens(),
                        exchange.usage().outputTokens()))));
    }
}
