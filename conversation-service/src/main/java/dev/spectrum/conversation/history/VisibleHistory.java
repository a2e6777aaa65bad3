package dev.spectrum.conversation.history;

import dev.spectrum.conversation.history.domain.PastConversation;
import dev.spectrum.conversation.history.domain.PastMessage;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** What a caller may read: everybody their own, admins and owners the tenant's. The rest looks as if it were not there. */
@ApplicationScoped
public class VisibleHistory {

    private final History history;

    VisibleHistory(History history) {
        this.history = history;
    }

    /** The user whose conversations the caller may read; empty for everybody's. */
    public static Optional<String> onlyOf(Caller who) {
        return who.may(Role.ADMIN) ? Optional.empty() : Optional.of(who.subject());
    }

    public Uni<Optional<PastConversation>> conversation(UUID id, Caller who) {
        return history.conversation(id)
                .map(found -> found.filter(conversation ->
                        onlyOf(who).map(conversation.userId()::equals).orElse(true)));
    }

    /** A message and the conversation that it is in. */
    public record Said(PastConversation conversation, PastMessage message) {}

    public Uni<Optional<Said>> message(UUID id, Caller who) {
        return history.message(id)
                .chain(found -> found.map(message -> conversation(message.conversationId(), who)
                                .map(seen -> seen.map(conversation -> new Said(conversation, message))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
