package dev.spectrum.outreach.campaigns.domain;

/**
 * What must be so when a step is due, or it is skipped.
 *
 * @param hours of {@link Event#NO_REPLY}: how long after the step before; 0 for the others
 */
public record StepCondition(Event event, int hours) {

    /** How long a message is given to be answered, unless the step says otherwise. */
    public static final int HOURS_TO_REPLY = 48;

    /** What the lead has done, or not done, with the messages of the sequence so far. */
    public enum Event {
        /** Opened one of them. */
        OPENED,
        /** Followed a link of one of them. */
        CLICKED,
        /** Answered none of them for some hours. */
        NO_REPLY
    }
}
