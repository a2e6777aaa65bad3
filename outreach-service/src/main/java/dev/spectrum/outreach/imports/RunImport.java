package dev.spectrum.outreach.imports;

import dev.spectrum.outreach.imports.ImportBatch.NumberedProfile;
import dev.spectrum.outreach.imports.ImportBatch.Rows;
import dev.spectrum.outreach.imports.csv.LeadFile;
import dev.spectrum.outreach.imports.csv.LeadFile.Row;
import dev.spectrum.outreach.imports.csv.LeadFile.UnusableFile;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.hibernate.StaleObjectStateException;
import org.jboss.logging.Logger;

/**
 * Reads a file of leads from its first row to its last, on a virtual thread of its own, some hundred rows per
 * transaction. What went in before a failure stays in, and is merged when the file comes again.
 */
@ApplicationScoped
class RunImport {

    private static final Logger LOG = Logger.getLogger(RunImport.class);
    private static final int TRIES = 3;

    private final ImportBatch importBatch;
    private final Imports imports;
    private final AwaitedTransaction transaction;
    private final ImportsConfig config;
    private final Semaphore writing;

    RunImport(ImportBatch importBatch, Imports imports, AwaitedTransaction transaction, ImportsConfig config) {
        this.importBatch = importBatch;
        this.imports = imports;
        this.transaction = transaction;
        this.config = config;
        this.writing = new Semaphore(config.concurrency(), true);
    }

    /**
     * A file to be read for a tenant.
     *
     * @param list the list that all its leads go on; blank for none
     */
    record Job(UUID tenantId, UUID importId, FileChannel file, ColumnMapping mapping, String list) {}

    /** The import was ended by somebody else, who took this process for dead. */
    private static final class Ended extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** Begins, and returns at once. Closes the file at the end. */
    void start(Job job) {
        Thread.ofVirtual().name("import " + job.importId()).start(() -> run(job));
    }

    private void run(Job job) {
        try (FileChannel file = job.file()) {
            readAll(job, LeadFile.open(file, job.mapping()));
            end(job, ImportStatus.COMPLETED, "");
        } catch (UnusableFile unusable) {
            end(job, ImportStatus.FAILED, unusable.reason());
        } catch (Ended ended) {
            LOG.warnf("Import %s was ended meanwhile", job.importId());
        } catch (Exception failure) {
            LOG.errorf(failure, "Import %s failed", job.importId());
            end(job, ImportStatus.FAILED, "Something went wrong on our side; import the file again to go on.");
        }
    }

    private void readAll(Job job, LeadFile leads) throws Exception {
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        for (Optional<Row> row = leads.next(); row.isPresent(); row = leads.next()) {
            sort(row.get(), job.list(), rows);
            if (rows.size() == config.batch()) {
                save(job, rows);
                rows = new Rows(new ArrayList<>(), new ArrayList<>());
            }
        }
        if (rows.size() > 0) {
            save(job, rows);
        }
    }

    private static void sort(Row row, String list, Rows rows) {
        switch (row) {
            case Row.Unreadable(long line, String reason) -> rows.refused().add(new RefusedRow(line, reason));
            case Row.Cells(long line, var cells) -> {
                switch (ReadRow.read(cells, list)) {
                    case ReadRow.Result.Refused(String reason) -> rows.refused().add(new RefusedRow(line, reason));
                    case ReadRow.Result.Readable(var profile) -> rows.read().add(new NumberedProfile(line, profile));
                }
            }
        }
    }

    /** Repeats a batch that somebody's change of one of its leads came in between of. */
    private void save(Job job, Rows rows) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                saveOnce(job, rows);
                return;
            } catch (OptimisticLockException | StaleObjectStateException changedMeanwhile) {
                if (attempt == TRIES) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    private void saveOnce(Job job, Rows rows) throws Exception {
        writing.acquire();
        try {
            transaction.run(
                    job.tenantId(),
                    () -> importBatch
                            .save(job.tenantId(), job.importId(), rows)
                            .onItem()
                            .transformToUni(alive -> alive
                                    ? Uni.createFrom().voidItem()
                                    : Uni.createFrom().failure(new Ended())));
        } finally {
            writing.release();
        }
    }

    private void end(Job job, ImportStatus status, String reason) {
        try {
            transaction.run(job.tenantId(), () -> imports.end(job.importId(), status, reason));
        } catch (Exception failure) {
            LOG.errorf(failure, "The end of import %s could not be recorded; it will count as lost", job.importId());
        }
    }
}
