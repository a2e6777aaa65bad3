package dev.spectrum.platform.prompt;

/**
 * What is wrong with a template, and where.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param detail a sentence for whoever wrote it
 */
public record TemplateFault(int line, int column, String detail) {

    /** The whole as one sentence. */
    public String describe() {
        return "Line " + line + ", column " + column + ": " + detail;
    }
}
