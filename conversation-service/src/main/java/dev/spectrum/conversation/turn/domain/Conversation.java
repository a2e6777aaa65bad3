package dev.spectrum.conversation.turn.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * A user's thread with an agent.
 *
 * @param userId the {@code sub} of the user whose conversation it is
 * @param activeMessageId the leaf of the branch that the user sees; the next message follows it
 * @param runningTurnId the turn that is taken in it, or whose process died; empty in what is remembered
 */
public record Conversation(
        UUID tenantId,
        UUID id,
        String userId,
        UUID agentId,
        String agentRole,
        UUID activeMessageId,
        Settings settings,
        Optional<UUID> runningTurnId) {

    private static final int LONGEST_TITLE = 80;

    /** An agent may have been given another role meanwhile, or a role another agent. */
    public boolean isWith(UUID agent, String role) {
        return agentId.equals(agent) || agentRole.equals(role);
    }

    public Conversation withActiveMessage(UUID message) {
        return new Conversation(tenantId, id, userId, agentId, agentRole, message, settings, Optional.empty());
    }

    /** What people tell a conversation by: the beginning of its first message, whole words where that can be. */
    public static String title(String firstMessage) {
        String line = firstMessage.strip().lines().findFirst().orElse("").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_TITLE) {
            return line;
        }
        String start = line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1));
        int space = start.lastIndexOf(' ');
        return (space > LONGEST_TITLE / 2 ? start.substring(0, space) : start).strip() + "\u2026";
    }
}
