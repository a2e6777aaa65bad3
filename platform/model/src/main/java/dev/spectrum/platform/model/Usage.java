package dev.spectrum.platform.model;

/**
 * What model calls took.
 *
 * @param costMicroUsd millionths of a US dollar, by the price table
 */
public record Usage(long inputTokens, long outputTokens, long costMicroUsd) {

    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens, outputTokens + other.outputTokens, costMicroUsd + other.costMicroUsd);
    }

    public double costUsd() {
        return costMicroUsd / 1e6;
    }
}
