package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.ImportBatch.Draft;
import dev.spectrum.outreach.imports.WaitingImports.Claimed;
import dev.spectrum.outreach.imports.csv.LeadFile;
import dev.spectrum.outreach.imports.csv.LeadFile.UnusableFile;
import dev.spectrum.outreach.imports.csv.TextEncoding;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.leads.LeadScorer;
import dev.spectrum.outreach.leads.ScoreLeads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.hibernate.StaleObjectStateException;
import org.jboss.logging.Logger;

/**
 * Works on an import from where it stands to its end, a batch of rows per transaction, which also notes how far it came:
 * whoever goes on after a crash begins there. While a batch is written, the next is read and made ready. Blocks; for a virtual thread.
 */
@ApplicationScoped
class RunImport {

    private static final Logger LOG = Logger.getLogger(RunImport.class);
    private static final int TRIES = 3;

    private final ImportBatch importBatch;
    private final Imports imports;
    private final ScoreLeads scoreLeads;
    private final AwaitedTransaction transaction;
    private final ImportsConfig config;

    RunImport(
            ImportBatch importBatch,
            Imports imports,
            ScoreLeads scoreLeads,
            AwaitedTransaction transaction,
            ImportsConfig config) {
        this.importBatch = importBatch;
        this.imports = imports;
        this.scoreLeads = scoreLeads;
        this.transaction = transaction;
        this.config = config;
    }

    /** The import was cancelled, or another worker took this one for dead. */
    private static final class Ended extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** @param stopping whether this process is about to end; then the import is left to another, after the batch under way */
    void run(Claimed work, BooleanSupplier stopping) {
        try {
            Optional<LeadImport> found = transaction.run(work.tenantId(), () -> imports.find(work.importId()));
            LeadImport begun = found.orElseThrow();
            if (begun.attempts() > config.attempts()) {
                end(
                        work,
                        ImportStatus.FAILED,
                        "Something went wrong on our side, more than once at the same place."
                                + " What was read before is in.");
            } else if (readAll(work, begun, stopping)) {
                end(work, ImportStatus.COMPLETED, "");
            } else {
                transaction.run(work.tenantId(), () -> imports.giveBack(work.importId(), work.claim()));
            }
        } catch (UnusableFile unusable) {
            end(work, ImportStatus.FAILED, unusable.reason());
        } catch (Ended ended) {
            LOG.infof("Import %s was ended meanwhile", work.importId());
        } catch (Exception failure) {
            LOG.errorf(failure, "Import %s is left to its lease", work.importId());
        }
    }

    /** False if the process is about to end before the file does. */
    private boolean readAll(Claimed work, LeadImport begun, BooleanSupplier stopping) throws Exception {
        LeadImport.Source source = begun.source();
        try (KeptFile bytes = new KeptFile(
                        number -> transaction.run(work.tenantId(), () -> imports.chunk(work.importId(), number)));
                ExecutorService ahead = Executors.newVirtualThreadPerTaskExecutor()) {
            TextEncoding encoding = new TextEncoding(Charset.forName(source.charset()), source.textFrom());
            LeadFile file = LeadFile.open(encoding.read(bytes), source.mapping());
            if (begun.header().isEmpty()) {
                transaction.run(
                        work.tenantId(),
                        () -> imports.describe(work.importId(), file.header().names()));
            }
            ReadRows rows = new ReadRows(file, bytes, source.list(), begun.throughLine(), config.batch());
            LeadScorer first = transaction.run(work.tenantId(), scoreLeads::scorer);
            Future<Draft> next = ahead.submit(() -> importBatch.draft(work, rows.next(first)));
            for (Draft draft = await(next); draft.batch().size() > 0; draft = await(next)) {
                if (stopping.getAsBoolean()) {
                    return false;
                }
                LeadScorer scorer = draft.batch().scorer();
                next = ahead.submit(() -> importBatch.draft(work, rows.next(scorer)));
                save(work, draft);
            }
            return true;
        }
    }

    private static Draft await(Future<Draft> batch) throws Exception {
        try {
            return batch.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    /** Repeats a batch that somebody's change of one of its leads came in between of. */
    private void save(Claimed work, Draft draft) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                saveOnce(work, draft);
                return;
            } catch (OptimisticLockException | StaleObjectStateException changedMeanwhile) {
                if (attempt == TRIES) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    private void saveOnce(Claimed work, Draft draft) throws Exception {
        transaction.run(
                work.tenantId(),
                () -> importBatch
                        .save(draft)
                        .onItem()
                        .transformToUni(alive -> alive
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().failure(new Ended())));
    }

    private void end(Claimed work, ImportStatus status, String reason) {
        try {
            transaction.run(work.tenantId(), () -> imports.end(work.importId(), status, reason));
        } catch (Exception failure) {
            LOG.errorf(failure, "The end of import %s is recorded by whoever looks next", work.importId());
        }
    }
}
