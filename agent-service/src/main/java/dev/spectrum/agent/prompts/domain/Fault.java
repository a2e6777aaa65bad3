package dev.spectrum.agent.prompts.domain;

/**
 * What is wrong with a definition.
 *
 * @param pointer where, as a JSON Pointer into what clients write
 * @param kind whether it can't be understood at all, or is understood and does not fit
 */
public record Fault(Kind kind, String pointer, String detail) {

    /** Why it is refused. */
    public enum Kind {
        INVALID,
        WRONG_TYPE
    }

    static Fault invalid(String pointer, String detail) {
        return new Fault(Kind.INVALID, pointer, detail);
    }

    static Fault wrongType(String pointer, String detail) {
        return new Fault(Kind.WRONG_TYPE, pointer, detail);
    }
}
