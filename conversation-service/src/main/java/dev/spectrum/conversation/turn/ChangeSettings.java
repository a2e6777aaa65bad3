package dev.spectrum.conversation.turn;

import dev.spectrum.conversation.turn.domain.Conversation;
import dev.spectrum.conversation.turn.domain.Settings;
import dev.spectrum.platform.tenant.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * How a conversation is led. What is remembered of it needs no word of a change: a turn begins only with the settings that
 * the database knows. Within the tenant's transaction.
 */
@ApplicationScoped
public class ChangeSettings {

    private final Conversations conversations;

    ChangeSettings(Conversations conversations) {
        this.conversations = conversations;
    }

    /** Empty if the user has no such conversation. */
    public Uni<Optional<Settings>> of(Caller who, UUID conversationId) {
        return conversations
                .find(conversationId)
                .map(found -> found.filter(mine -> mine.userId().equals(who.subject()))
                        .map(Conversation::settings));
    }

    /** False if somebody else has changed them meanwhile. */
    public Uni<Boolean> to(UUID conversationId, Settings next) {
        return conversations.change(conversationId, next);
    }
}
