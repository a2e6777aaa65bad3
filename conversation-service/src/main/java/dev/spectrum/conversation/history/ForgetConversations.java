package dev.spectrum.conversation.history;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.UUID;

/** Forgets conversations in every place beside the database. */
@ApplicationScoped
public class ForgetConversations {

    private final Instance<RememberedConversations> places;

    ForgetConversations(@Any Instance<RememberedConversations> places) {
        this.places = places;
    }

    /**
     * Fails where one of the places can't do it now.
     *
     * @param runIds of turns, what of which is kept goes too
     */
    public Uni<Void> forget(UUID tenantId, List<UUID> conversationIds, List<UUID> runIds) {
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(place -> place.forget(tenantId, conversationIds, runIds))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
