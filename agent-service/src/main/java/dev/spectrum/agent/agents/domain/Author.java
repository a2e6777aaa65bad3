package dev.spectrum.agent.agents.domain;

/**
 * Who changed something.
 *
 * @param subject the token's {@code sub}
 * @param name for people to read
 */
public record Author(String subject, String name) {

    /** What the suite itself does, such as giving a new tenant its agents. */
    public static final Author SUITE = new Author("spectrum", "Spectrum");
}
