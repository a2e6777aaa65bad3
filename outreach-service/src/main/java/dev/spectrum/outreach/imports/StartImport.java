package dev.spectrum.outreach.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.LeadImport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.UUID;

/** Takes a file of leads: notes the import, within the tenant's transaction, and begins it once that is committed. */
@ApplicationScoped
public class StartImport {

    private final Imports imports;
    private final RunImport runImport;

    StartImport(Imports imports, RunImport runImport) {
        this.imports = imports;
        this.runImport = runImport;
    }

    public Uni<LeadImport> note(UUID tenantId, String fileName) {
        LeadImport begun = LeadImport.begun(tenantId, UuidCreator.getTimeOrderedEpoch(), fileName, Instant.now());
        return imports.add(begun).replaceWith(begun);
    }

    /**
     * After the commit.
     *
     * @param file open at its beginning; closed when the import ends
     * @param list the list that all its leads go on; blank for none
     */
    public void begin(LeadImport noted, FileChannel file, ColumnMapping mapping, String list) {
        runImport.start(new RunImport.Job(noted.tenantId(), noted.id(), file, mapping, list));
    }
}
