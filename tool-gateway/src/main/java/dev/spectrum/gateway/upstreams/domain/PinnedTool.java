package dev.spectrum.gateway.upstreams.domain;

import java.util.List;
import java.util.Optional;

/**
 * A tool of an upstream: the definition that was accepted, and what the upstream says now. What was accepted stays in force
 * until another is; what was rejected once is not asked about again.
 *
 * @param tool what the upstream calls it
 * @param name what we call it
 * @param pinned what was accepted; empty for a tool that nobody has accepted yet
 * @param offered what the upstream says now, where that is something else
 * @param rejectedHash of the wording that was rejected last
 * @param gone whether the upstream has it no longer
 * @param problem why it can't be one of our tools as the upstream has it; blank if it can
 * @param tags its own data sources, instead of the upstream's
 */
public record PinnedTool(
        String tool,
        String name,
        Optional<Pin> pinned,
        Optional<Pin> offered,
        Optional<String> rejectedHash,
        boolean gone,
        String problem,
        Optional<List<String>> tags) {

    /** One that was never seen before. */
    public static PinnedTool unseen(String tool, String name) {
        return new PinnedTool(
                tool, name, Optional.empty(), Optional.empty(), Optional.empty(), false, "", Optional.empty());
    }

    /** The upstream has it, in this wording. */
    public PinnedTool seen(Pin now) {
        Optional<Pin> other = sameAs(pinned, now) ? Optional.empty() : Optional.of(now);
        return new PinnedTool(tool, name, pinned, other, rejectedHash, false, "", tags);
    }

    /** The upstream has it, in a wording that can't be a tool of ours. What was accepted before stays. */
    public PinnedTool seenWith(String itsProblem) {
        return new PinnedTool(tool, name, pinned, Optional.empty(), rejectedHash, false, itsProblem, tags);
    }

    public PinnedTool missing() {
        return new PinnedTool(tool, name, pinned, Optional.empty(), rejectedHash, true, "", tags);
    }

    /** What is offered is in force from now on. */
    public PinnedTool accepted() {
        return offered.isEmpty()
                ? this
                : new PinnedTool(tool, name, offered, Optional.empty(), Optional.empty(), gone, problem, tags);
    }

    /** What is offered is not wanted. */
    public PinnedTool rejected() {
        return new PinnedTool(tool, name, pinned, offered, offered.map(Pin::hash), gone, problem, tags);
    }

    public PinnedTool tagged(Optional<List<String>> itsOwn) {
        return new PinnedTool(tool, name, pinned, offered, rejectedHash, gone, problem, itsOwn);
    }

    /** What somebody has yet to accept or reject. */
    public Optional<Pin> pending() {
        return offered.filter(now -> !rejectedHash.equals(Optional.of(now.hash())));
    }

    /** Whether it can be called. */
    public boolean isInForce() {
        return pinned.isPresent() && !gone;
    }

    private static boolean sameAs(Optional<Pin> known, Pin now) {
        return known.filter(pin -> pin.hash().equals(now.hash())).isPresent();
    }
}
