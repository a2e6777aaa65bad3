package dev.spectrum.gateway.connectors.format;

/**
 * What is wrong with a connector file, and where.
 *
 * @param file its name
 * @param line from 1
 * @param column from 1
 * @param what in a sentence
 */
public record Mistake(String file, int line, int column, String what) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what;
    }
}
