package dev.spectrum.agent.budget.domain;

import java.time.LocalDate;

/** What was used of models, from whom. */
public final class UsageReport {

    private UsageReport() {}

    /** What usage is added up by. */
    public enum Grouping {
        AGENT,
        PROMPT,
        USER,
        DAY,
        MODEL
    }

    /**
     * Days of UTC, both included.
     */
    public record Period(LocalDate from, LocalDate to) {}

    /**
     * One line of the report.
     *
     * @param key the agent's, prompt's or user's id, the day or the model's name; empty for what belongs to none
     * @param runs how many turns and runs asked a model
     */
    public record Line(String key, long runs, long inputTokens, long outputTokens, long costMicroUsd) {}

    /** Where the next page of a report begins: lines are in the order of their cost, the dearest first, and then of their keys. */
    public record Place(long costMicroUsd, String key) {}
}
