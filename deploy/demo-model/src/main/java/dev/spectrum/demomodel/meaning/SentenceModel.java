package dev.spectrum.demomodel.meaning;

/** Turns a text into a vector of length 1 whose direction is its meaning. Safe for concurrent use. */
public interface SentenceModel {

    float[] embed(String text);

    /** From -1 to 1, 1 for the same meaning. */
    default double similarity(String one, String other) {
        float[] first = embed(one);
        float[] second = embed(other);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
