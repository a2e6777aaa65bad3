package dev.spectrum.gateway.crm.domain;

/** How far an opportunity has come. */
public enum Stage {
    QUALIFIED(20),
    PROPOSAL(50),
    NEGOTIATION(75),
    WON(100),
    LOST(0);

    private final int usualProbability;

    Stage(int usualProbability) {
        this.usualProbability = usualProbability;
    }

    /** In percent, where nobody said another. */
    public int usualProbability() {
        return usualProbability;
    }
}
