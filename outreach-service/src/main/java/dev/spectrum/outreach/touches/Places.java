package dev.spectrum.outreach.touches;

/** The places a worker has for touches, so that one which takes long keeps no other waiting. */
final class Places {

    private final int all;
    private int taken;
    private boolean claiming;
    private boolean moreMayBeDue;

    Places(int all) {
        this.all = all;
    }

    /**
     * Asks for the free places, to claim touches for them. {@link #fill} has to follow.
     *
     * @param fewest how many it has to be to be worth a claim
     * @return 0 if fewer are free, or if a claim is under way
     */
    synchronized int ask(int fewest) {
        int free = all - taken;
        if (claiming || free < fewest) {
            return 0;
        }
        claiming = true;
        return free;
    }

    /** A touch was claimed, for one of the places that {@link #ask} gave. */
    synchronized void take(int claimed) {
        taken += claimed;
    }

    /** The claim is over. */
    synchronized void claimed(boolean moreDue) {
        claiming = false;
        moreMayBeDue = moreDue;
    }

    /** Touches are done with. */
    synchronized void free(int done) {
        taken -= done;
    }

    /** Whether there was more behind what the last claim took. */
    synchronized boolean moreMayBeDue() {
        return moreMayBeDue;
    }

    /** Whether nothing is under way and nothing more is known to be due. */
    synchronized boolean areQuiet() {
        return !claiming && taken == 0 && !moreMayBeDue;
    }
}
