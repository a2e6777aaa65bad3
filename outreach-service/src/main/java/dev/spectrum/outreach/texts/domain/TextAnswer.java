package dev.spectrum.outreach.texts.domain;

import java.time.Duration;
import java.util.Optional;

/** What came of asking an agent for a text. */
public sealed interface TextAnswer {

    record Written(String runId, String subject, String body) implements TextAnswer {}

    /**
     * It wrote nothing that can be used.
     *
     * @param counts whether the agent or its model is to blame, who are asked so often only; nobody is for a budget that is
     *     used up, or a service that is away
     * @param notBefore how long the other side asks to be left alone
     */
    record Failed(String reason, boolean counts, Optional<Duration> notBefore) implements TextAnswer {}
}
