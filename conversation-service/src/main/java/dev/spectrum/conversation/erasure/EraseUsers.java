package dev.spectrum.conversation.erasure;

import dev.spectrum.conversation.erasure.ErasedRows.Traces;
import dev.spectrum.conversation.history.ForgetConversations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Works off the erasures that were asked for: first the rows, a bounded part at a time, then the traces of them elsewhere.
 * What was begun and not ended, because a process died or Redis was away, is gone on with by the next.
 */
@ApplicationScoped
public class EraseUsers {

    private final ErasedRows rows;
    private final ForgetConversations forget;

    EraseUsers(ErasedRows rows, ForgetConversations forget) {
        this.rows = rows;
        this.forget = forget;
    }

    public Uni<Void> work() {
        return eraseRows().chain(this::forgetTraces);
    }

    private Uni<Void> eraseRows() {
        return rows.eraseSome().chain(erased -> erased > 0 ? eraseRows() : done());
    }

    private Uni<Void> forgetTraces() {
        return rows.tracesToForget()
                .chain(traces -> forget(traces)
                        .chain(() -> rows.forgotten(traces))
                        .chain(() -> traces.isEmpty() ? done() : forgetTraces()));
    }

    private Uni<Void> forget(List<Traces> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(this::forget)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> forget(Traces traces) {
        return forget.forget(traces.tenantId(), traces.conversationIds(), traces.runIds());
    }

    private static Uni<Void> done() {
        return Uni.createFrom().voidItem();
    }
}
