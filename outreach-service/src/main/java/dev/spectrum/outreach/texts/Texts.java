package dev.spectrum.outreach.texts;

import dev.spectrum.outreach.texts.domain.GeneratedText;
import dev.spectrum.outreach.texts.domain.TextBrief;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The texts that agents wrote, by the ids of their touches. Within the tenant's transaction. */
public interface Texts {

    /** Those of these touches that there are. */
    Uni<Map<UUID, GeneratedText>> all(Collection<UUID> touchIds);

    /** Keeps it; what was written before stays. */
    Uni<Void> add(TextBrief brief, GeneratedText text);

    /** Another attempt came to nothing; gives how many have. */
    Uni<Integer> failed(TextBrief brief);
}
