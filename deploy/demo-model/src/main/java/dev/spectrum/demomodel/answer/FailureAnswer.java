package dev.spectrum.demomodel.answer;

import java.util.List;

/** Tools that failed are told with their reason, never hidden. */
public final class FailureAnswer {

    private FailureAnswer() {}

    /**
     * What to say when nothing worked.
     *
     * @param failures "revops_get_contact failed: not permitted" and the like, at least one
     */
    public static String text(List<String> failures) {
        return "That did not work: " + Phrases.sentence(String.join("; ", failures));
    }

    /** The answer as far as it goes, with what failed after it. */
    public static String after(String answer, List<String> failures) {
        return failures.isEmpty()
                ? answer
                : answer + "\n\nNot everything could be read: " + Phrases.sentence(String.join("; ", failures));
    }
}
