package dev.spectrum.outreach.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes a file of leads: keeps it part by part, and with its last part there is an import that any replica can work on.
 * Within the tenant's transaction, so there is all of it or nothing.
 */
@ApplicationScoped
public class StartImport {

    private final Imports imports;
    private final ImportsConfig config;

    StartImport(Imports imports, ImportsConfig config) {
        this.imports = imports;
        this.config = config;
    }

    /** A file's parts, by number from 0; read one at a time. */
    public interface Parts {
        Uni<byte[]> part(int number);
    }

    /** @param parts how many there are */
    public Uni<LeadImport> take(UUID tenantId, LeadImport.Source source, int parts, Parts file) {
        LeadImport begun = LeadImport.begun(tenantId, UuidCreator.getTimeOrderedEpoch(), source, Instant.now());
        return imports.running()
                .invoke(this::requireRoom)
                .chain(() -> imports.add(begun))
                .chain(() -> Multi.createFrom()
                        .range(0, parts)
                        .onItem()
                        .transformToUniAndConcatenate(number ->
                                file.part(number).chain(bytes -> imports.addChunk(tenantId, begun.id(), number, bytes)))
                        .collect()
                        .last())
                .replaceWith(begun);
    }

    private void requireRoom(long running) {
        if (running >= config.maxRunning()) {
            throw ProblemException.of(
                    409,
                    "too-many-imports",
                    "Conflict",
                    running + " imports wait or are under way; wait for one to end, or cancel one.");
        }
    }
}
