package dev.spectrum.conversation.erasure;

import dev.spectrum.conversation.erasure.ErasedRows.Traces;
import dev.spectrum.conversation.history.RememberedConversations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Works off the erasures that were asked for: first the rows, a bounded part at a time, then the traces of them elsewhere.
 * What was begun and not ended, because a process died or Redis was away, is gone on with by the next.
 */
@ApplicationScoped
public class EraseUsers {

    private final ErasedRows rows;
    private final RememberedConversations remembered;

    EraseUsers(ErasedRows rows, RememberedConversations remembered) {
        this.rows = rows;
        this.remembered = remembered;
    }

    public Uni<Void> work() {
        return rows.eraseSome().chain(erased -> forgetTraces().chain(() -> erased > 0 ? work() : done()));
    }

    private Uni<Void> forgetTraces() {
        return rows.tracesToForget()
                .chain(traces -> Multi.createFrom()
                        .iterable(traces)
                        .onItem()
                        .transformToUniAndConcatenate(this::forget)
                        .collect()
                        .asList()
                        .chain(() -> rows.forgotten(traces)));
    }

    private Uni<Void> forget(Traces traces) {
        return remembered.forget(traces.tenantId(), traces.conversationIds(), traces.runIds());
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
