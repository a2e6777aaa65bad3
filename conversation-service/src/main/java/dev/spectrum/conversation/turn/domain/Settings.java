package dev.spectrum.conversation.turn.domain;

/**
 * How a conversation is led.
 *
 * @param whenBusy what becomes of a message that comes while another is being answered
 * @param permissionMode which tools the agent may use without asking
 * @param version counts changes, from 0
 */
public record Settings(WhenBusy whenBusy, PermissionMode permissionMode, int version) {

    public static final Settings DEFAULT = new Settings(WhenBusy.ENQUEUE, PermissionMode.AUTOPILOT, 0);

    public enum WhenBusy {
        /** It is refused. */
        REJECT,
        /** It waits for its turn. */
        ENQUEUE,
        /** It stops the other. */
        INTERRUPT
    }

    public enum PermissionMode {
        /** All that it may use at all. */
        AUTOPILOT,
        /** Those that only read; for all others a person approves each call. */
        CO_PILOT,
        /** Those that only read; what else there is to do, people do. */
        MANUAL
    }
}
