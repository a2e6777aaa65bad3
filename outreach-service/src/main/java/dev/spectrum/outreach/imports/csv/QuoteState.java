package dev.spectrum.outreach.imports.csv;

/** Follows a record's text to know whether a quoted cell is open at its end. A quote opens only where a cell begins. */
final class QuoteState {

    private enum Place {
        CELL_START,
        PLAIN,
        QUOTED,
        /** Behind a quote that closes the cell, unless a second one follows: then it stood for a quote. */
        CLOSED
    }

    private final char delimiter;
    private Place place = Place.CELL_START;

    QuoteState(char delimiter) {
        this.delimiter = delimiter;
    }

    void read(String text) {
        for (int i = 0; i < text.length(); i++) {
            place = after(text.charAt(i));
        }
    }

    private Place after(char next) {
        if (place == Place.QUOTED) {
            return next == '"' ? Place.CLOSED : Place.QUOTED;
        }
        if (next == delimiter) {
            return Place.CELL_START;
        }
        return next == '"' && place != Place.PLAIN ? Place.QUOTED : Place.PLAIN;
    }

    boolean open() {
        return place == Place.QUOTED;
    }
}
