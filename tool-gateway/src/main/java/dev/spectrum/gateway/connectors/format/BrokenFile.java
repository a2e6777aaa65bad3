package dev.spectrum.gateway.connectors.format;

import java.util.List;

/** A connector file that can't be used. */
public final class BrokenFile extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    public BrokenFile(List<Mistake> mistakes) {
        super(mistakes.toString());
        this.mistakes = List.copyOf(mistakes);
    }

    BrokenFile(Mistake mistake) {
        this(List.of(mistake));
    }

    /** At least one, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
