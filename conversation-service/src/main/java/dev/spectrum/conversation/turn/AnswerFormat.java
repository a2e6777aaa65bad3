package dev.spectrum.conversation.turn;

/** An answer as clients get it. It is kept with its turn, so that a repeat gets the same bytes. */
public interface AnswerFormat {

    String json(Answer answer);
}
