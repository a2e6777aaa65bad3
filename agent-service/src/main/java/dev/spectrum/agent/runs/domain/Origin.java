package dev.spectrum.agent.runs.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a run executes, in the versions that it keeps whatever becomes of them. */
public record Origin(
        RunSource source,
        UUID promptId,
        long promptVersion,
        @Nullable UUID actionId,
        @Nullable Long actionVersion,
        @Nullable UUID shortcutId) {

    public static Origin prompt(UUID id, long version) {
        return new Origin(RunSource.PROMPT, id, version, null, null, null);
    }

    public Origin ofAction(UUID id, long version) {
        return new Origin(RunSource.ACTION, promptId, promptVersion, id, version, null);
    }

    public Origin ofShortcut(UUID id) {
        return new Origin(RunSource.SHORTCUT, promptId, promptVersion, actionId, actionVersion, id);
    }
}
