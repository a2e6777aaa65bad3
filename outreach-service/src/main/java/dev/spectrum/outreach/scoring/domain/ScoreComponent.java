package dev.spectrum.outreach.scoring.domain;

import java.util.List;

/**
 * One of the five parts of a score.
 *
 * @param points 0 to max
 * @param reasons what gave points, took them or withheld them, for people to read
 */
public record ScoreComponent(int points, int max, List<String> reasons) {

    public ScoreComponent {
        if (points < 0 || points > max) {
            throw new IllegalArgumentException(points + " points of " + max);
        }
        reasons = List.copyOf(reasons);
    }
}
