package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.leads.LeadCopies;
import dev.spectrum.outreach.leads.domain.Lead;
import dev.spectrum.platform.web.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** What imports keep of people: rows that were refused, and files until they are read. */
@ApplicationScoped
class ImportCopies implements LeadCopies {

    private final Imports imports;

    ImportCopies(Imports imports) {
        this.imports = imports;
    }

    @Override
    public String name() {
        return "refused_rows";
    }

    @Override
    public Uni<List<?>> export(Lead lead) {
        return imports.refusedWith(signs(lead)).map(rows -> rows);
    }

    /** Nobody can tell who is in a file that is still to be read, and it would bring them in again. */
    @Override
    public Uni<Void> erase(Lead lead) {
        return imports.running()
                .invoke(running -> {
                    if (running > 0) {
                        throw ProblemException.of(
                                409,
                                "import-running",
                                "Conflict",
                                "A file that is being imported may have this person in it: wait for its end, or cancel it.");
                    }
                })
                .chain(() -> imports.eraseRefused(signs(lead)));
    }

    private static List<String> signs(Lead lead) {
        return Stream.of(
                        lead.profile().email(),
                        lead.profile().personalEmail(),
                        lead.profile().phone(),
                        lead.profile().linkedinUrl())
                .filter(sign -> !sign.isBlank())
                .toList();
    }
}
