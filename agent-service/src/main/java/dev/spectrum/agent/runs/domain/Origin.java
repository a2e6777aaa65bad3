package dev.spectrum.agent.runs.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run executes, in the versions that it keeps whatever becomes of them.
 *
 * @param promptId null for a turn, as is its version
 * @param turn null for all others
 */
public record Origin(
        RunSource source,
        @Nullable UUID promptId,
        @Nullable Long promptVersion,
        @Nullable UUID actionId,
        @Nullable Long actionVersion,
        @Nullable UUID shortcutId,
        @Nullable Turn turn) {

    /**
     * A turn of a conversation.
     *
     * @param conversationId null where only the client keeps the conversation
     */
    public record Turn(
            UUID agentId,
            String agentRole,
            long agentVersion,
            @Nullable UUID conversationId) {}

    public static Origin prompt(UUID id, long version) {
        return new Origin(RunSource.PROMPT, id, version, null, null, null, null);
    }

    public Origin ofAction(UUID id, long version) {
        return new Origin(RunSource.ACTION, promptId, promptVersion, id, version, null, null);
    }

    public Origin ofShortcut(UUID id) {
        return new Origin(RunSource.SHORTCUT, promptId, promptVersion, actionId, actionVersion, id, null);
    }
}
