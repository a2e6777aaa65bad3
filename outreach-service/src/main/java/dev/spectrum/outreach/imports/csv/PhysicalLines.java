package dev.spectrum.outreach.imports.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The lines of a file, one by one, whichever way they end. Lines can be given back to be read again. */
final class PhysicalLines {

    /** Nobody's row is that long; a file without line ends must not fill the memory. */
    static final int LONGEST = 1 << 20;

    /**
     * A line without its end.
     *
     * @param number the first is 1
     * @param tooLong it is longer than {@link #LONGEST}; its text ends there
     */
    record Line(long number, String text, boolean tooLong) {}

    private final Reader reader;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private final char[] buffer = new char[1 << 16];
    private int position;
    private int end;
    private long number;
    private boolean afterCarriageReturn;

    PhysicalLines(Reader reader) {
        this.reader = reader;
    }

    /** Empty at the end of the file. */
    Optional<Line> next() throws IOException {
        return givenBack.isEmpty() ? read() : Optional.of(givenBack.removeFirst());
    }

    /** @param lines in their order; the next ones to be read */
    void giveBack(List<Line> lines) {
        lines.reversed().forEach(givenBack::addFirst);
    }

    private Optional<Line> read() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean anything = false;
        while (fill()) {
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int begin = position;
            while (position < end && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            text.append(buffer, begin, Math.min(position - begin, LONGEST + 1 - text.length()));
            anything |= position > begin;
            if (position < end) {
                afterCarriageReturn = buffer[position++] == '\r';
                return Optional.of(line(text));
            }
        }
        return anything ? Optional.of(line(text)) : Optional.empty();
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = reader.read(buffer);
        }
        return end > 0;
    }

    private Line line(StringBuilder text) {
        boolean tooLong = text.length() > LONGEST;
        if (tooLong) {
            text.setLength(LONGEST);
        }
        return new Line(++number, text.toString(), tooLong);
    }
}
