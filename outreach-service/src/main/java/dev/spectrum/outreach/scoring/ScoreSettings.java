package dev.spectrum.outreach.scoring;

import dev.spectrum.outreach.scoring.domain.ScoreWeights;
import io.smallrye.mutiny.Uni;

/** What the tenant that the current transaction is for made of its score. */
public interface ScoreSettings {

    /** @param version counts changes; 0 while the weights are the usual ones because nobody chose any */
    record Weights(ScoreWeights weights, long version) {}

    Uni<Weights> weights();

    /** Gives them with their new version. */
    Uni<Weights> choose(ScoreWeights weights);
}
