package dev.spectrum.outreach.texts.domain;

import java.util.List;

/**
 * What an agent wrote for one touch. It is written once, and what is sent.
 *
 * @param runId of the agent's run, as the ledger and its events have it
 * @param subject blank where the channel has none
 * @param doubts why a person has to look at it even where nobody is asked otherwise; empty for none
 */
public record GeneratedText(String agentRole, String runId, String subject, String body, List<String> doubts) {

    public GeneratedText {
        doubts = List.copyOf(doubts);
    }
}
