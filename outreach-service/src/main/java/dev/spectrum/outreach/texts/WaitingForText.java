package dev.spectrum.outreach.texts;

import dev.spectrum.outreach.texts.domain.TextBrief;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The touches that wait for a text. Who keeps the touches answers. Within the tenant's transaction. */
public interface WaitingForText {

    /** What is to be written for it; empty if it waits no longer. One for which there is nothing to write goes on. */
    Uni<Optional<TextBrief>> brief(UUID touchId);

    /** Keeps everybody else from it until the transaction ends; false if it waits no longer. */
    Uni<Boolean> lock(UUID touchId);

    /** Its text is there: it goes on. */
    Uni<Void> written(UUID touchId);

    /** It is asked for again after so long. */
    Uni<Void> later(UUID touchId, Duration pause, String reason);

    /** It is not sent. */
    Uni<Void> skip(UUID touchId, String code, String reason);
}
