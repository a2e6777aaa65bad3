package dev.spectrum.gateway.calls.domain;

/**
 * Where a chain is broken. What comes after can't be trusted either.
 *
 * @param position where it was noticed
 */
public record Fault(long position, Kind kind) {

    /** What is wrong. */
    public enum Kind {
        /** The entry does not say what it said when it was recorded. */
        ENTRY_CHANGED("The entry does not say what was recorded."),
        /** There is no entry with this position, though there are later ones. */
        ENTRY_MISSING("There is no entry with this position."),
        /** It does not follow from the entry before: one of the two was moved, replaced or added. */
        LINK_BROKEN("The entry does not follow from the one before."),
        /** The chain ends before its head, or before the head that was given. */
        CUT_OFF("The chain ends before this position."),
        /** Another entry was there when the head was taken. */
        HEAD_DIFFERS("The entry is not the one that the head tells of.");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        public String message() {
            return message;
        }
    }
}
