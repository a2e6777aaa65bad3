package dev.spectrum.demomodel.meaning;

/**
 * What a question asks for.
 *
 * @param similarity to its nearest example, from -1 to 1
 */
public record Meaning(Capability capability, double similarity) {

    private static final double SURE = 0.6;

    /** Whether the question nearly says what the example says. */
    public boolean isSure() {
        return similarity >= SURE;
    }
}
