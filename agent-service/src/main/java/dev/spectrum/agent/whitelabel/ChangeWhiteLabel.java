package dev.spectrum.agent.whitelabel;

import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.UUID;

/** Changes a tenant's white label, and everything that tells of it. Within the tenant's transaction. */
@ApplicationScoped
public class ChangeWhiteLabel {

    private final WhiteLabels whiteLabels;
    private final List<WhiteLabelReader> readers;

    ChangeWhiteLabel(WhiteLabels whiteLabels, Instance<WhiteLabelReader> readers) {
        this.whiteLabels = whiteLabels;
        this.readers = readers.stream().toList();
    }

    public Uni<WhiteLabel> change(UUID tenantId, WhiteLabel held, WhiteLabel changed) {
        return changed.equals(held)
                ? Uni.createFrom().item(held)
                : whiteLabels.put(tenantId, changed).call(this::tellReaders);
    }

    private Uni<Void> tellReaders() {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (WhiteLabelReader reader : readers) {
            done = done.chain(reader::changed);
        }
        return done;
    }
}
