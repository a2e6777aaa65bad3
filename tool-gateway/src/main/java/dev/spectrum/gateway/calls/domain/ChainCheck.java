package dev.spectrum.gateway.calls.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks the entries of a chain one by one, in the order of their positions, against each other and against known heads. */
public final class ChainCheck {

    private final List<Head> heads;
    private long next;
    private Optional<byte[]> previous;
    private long checked;
    private Optional<Fault> fault = Optional.empty();

    /**
     * Checks from a position on.
     *
     * @param previous the hash of the entry before it; empty if that is not there to be compared with
     * @param heads what the chain must lead to, as far as they lie in what is checked
     */
    public ChainCheck(long from, Optional<byte[]> previous, List<Head> heads) {
        this.heads = heads;
        this.next = from;
        this.previous = from == 1 ? Optional.of(Chain.beginning()) : previous;
    }

    /** The first thing that is wrong so far. */
    public Optional<Fault> fault() {
        return fault;
    }

    /** How many entries were found right. */
    public long checked() {
        return checked;
    }

    /** The position of the entry that comes next. */
    public long next() {
        return next;
    }

    /** Looks at the next entry; after a fault, at nothing. */
    public void accept(ChainedEntry chained) {
        if (fault.isPresent()) {
            return;
        }
        fault = wrong(chained)
                .map(kind -> new Fault(kind == Fault.Kind.ENTRY_MISSING ? next : chained.position(), kind));
        if (fault.isEmpty()) {
            checked++;
            next = chained.position() + 1;
            previous = Optional.of(chained.hash());
        }
    }

    private Optional<Fault.Kind> wrong(ChainedEntry chained) {
        if (chained.position() > next) {
            return Optional.of(Fault.Kind.ENTRY_MISSING);
        } else if (chained.position() < next
                || previous.filter(hash -> !Arrays.equals(hash, chained.previous()))
                        .isPresent()) {
            return Optional.of(Fault.Kind.LINK_BROKEN);
        }
        byte[] hash = Chain.hash(
                chained.previous(), chained.position(), chained.entry().digest());
        if (!Arrays.equals(hash, chained.hash())) {
            return Optional.of(Fault.Kind.ENTRY_CHANGED);
        }
        return heads.stream()
                        .anyMatch(head ->
                                head.position() == chained.position() && !Arrays.equals(head.hash(), chained.hash()))
                ? Optional.of(Fault.Kind.HEAD_DIFFERS)
                : Optional.empty();
    }

    /**
     * There are no more entries.
     *
     * @param to the last position that was asked for
     */
    public void end(long to) {
        if (fault.isPresent()) {
            return;
        }
        boolean isCutOff = next <= to && heads.stream().anyMatch(head -> head.position() >= next);
        if (isCutOff) {
            fault = Optional.of(new Fault(next, Fault.Kind.CUT_OFF));
        }
    }

    /** What the head was after the last entry had been read. */
    public void endsAt(Head head) {
        if (fault.isEmpty() && head.position() < next - 1) {
            fault = Optional.of(new Fault(next - 1, Fault.Kind.HEAD_DIFFERS));
        }
    }
}
