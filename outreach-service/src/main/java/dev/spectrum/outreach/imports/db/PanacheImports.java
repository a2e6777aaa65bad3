package dev.spectrum.outreach.imports.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.imports.Imports;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PanacheImports implements Imports, PanacheRepositoryBase<ImportRow, UUID> {

    private static final String RUNNING = ImportRow.column(ImportStatus.RUNNING);

    private final ObjectMapper json;

    PanacheImports(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> add(LeadImport begun) {
        return persistAndFlush(ImportRow.of(begun)).replaceWithVoid();
    }

    @Override
    public Uni<Void> addChunk(UUID tenantId, UUID id, int number, byte[] bytes) {
        return execute(session -> session.createNativeQuery(
                                "insert into lead_import_chunk (tenant_id, import_id, number, bytes) values (?1, ?2, ?3, ?4)")
                        .setParameter(1, tenantId)
                        .setParameter(2, id)
                        .setParameter(3, number)
                        .setParameter(4, bytes))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<byte[]>> chunk(UUID id, int number) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select bytes from lead_import_chunk where import_id = ?1 and number = ?2",
                                byte[].class)
                        .setParameter(1, id)
                        .setParameter(2, number)
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    @Override
    public Uni<Optional<LeadImport>> find(UUID id) {
        return findById(id).map(row -> Optional.ofNullable(row).map(ImportRow::toImport));
    }

    @Override
    public Uni<List<LeadImport>> list(Optional<UUID> after, int limit) {
        String newest = " order by id desc";
        return after.map(id -> find("id < :after" + newest, Parameters.with("after", id)))
                .orElseGet(() -> find("1 = 1" + newest))
                .page(0, limit)
                .list()
                .map(rows -> rows.stream().map(ImportRow::toImport).toList());
    }

    @Override
    public Uni<Long> running() {
        return count("status", RUNNING);
    }

    @Override
    public Uni<Void> describe(UUID id, List<String> header) {
        return execute(session -> session.createNativeQuery(
                                "update lead_import set header = cast(?1 as text[]) where id = ?2")
                        .setParameter(1, header.toArray(String[]::new))
                        .setParameter(2, id))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<RefusedRow>> refused(UUID id, long afterLine, int limit) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from RefusalRow where importId = ?1 and line > ?2 order by line", RefusalRow.class)
                        .setParameter(1, id)
                        .setParameter(2, afterLine)
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RefusedRow(row.line, row.reason, read(row.cells)))
                        .toList());
    }

    @Override
    public Uni<List<RefusedRow>> refusedWith(List<String> signs) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select line, reason, cells from lead_import_refusal where exists (select from"
                                        + " unnest(cast(?1 as text[])) one where position(lower(one) in lower(cells)) > 0)"
                                        + " order by import_id, line",
                                Object[].class)
                        .setParameter(1, signs.toArray(String[]::new))
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RefusedRow((Long) row[0], (String) row[1], read((String) row[2])))
                        .toList());
    }

    @Override
    public Uni<Void> eraseRefused(List<String> signs) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(erase_refusals(cast(?1 as text[])) as text)", String.class)
                        .setParameter(1, signs.toArray(String[]::new))
                        .getSingleResultOrNull())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> refuse(UUID tenantId, UUID id, List<RefusedRow> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(session -> session.createNativeQuery(
                                        "insert into lead_import_refusal (tenant_id, import_id, line, reason, cells)"
                                                + " select ?1, ?2, cast(u.line as bigint), u.reason, u.cells from"
                                                + " unnest(cast(?3 as text[]), cast(?4 as text[]), cast(?5 as text[]))"
                                                + " as u(line, reason, cells)")
                                .setParameter(1, tenantId)
                                .setParameter(2, id)
                                .setParameter(3, column(rows, row -> Long.toString(row.line())))
                                .setParameter(4, column(rows, row -> storable(row.reason())))
                                .setParameter(5, column(rows, row -> write(row.cells()))))
                        .replaceWithVoid();
    }

    private static String[] column(List<RefusedRow> rows, Function<RefusedRow, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private String write(List<String> cells) {
        try {
            return json.writeValueAsString(
                    cells.stream().map(PanacheImports::storable).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts are JSON", impossible);
        }
    }

    /** PostgreSQL takes any character but this one. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    private List<String> read(String cells) {
        try {
            return List.of(json.readValue(cells, String[].class));
        } catch (JsonProcessingException notWrittenHere) {
            throw new IllegalStateException("A refused row can't be understood", notWrittenHere);
        }
    }

    @Override
    public Uni<Boolean> advance(UUID id, UUID claim, Progress progress) {
        return execute(session -> session.createNativeQuery(
                                "update lead_import set through_line = ?1, bytes_read = ?2, imported = imported + ?3,"
                                        + " merged = merged + ?4, refused = refused + ?5, total = total + ?6, attempts = 1,"
                                        // The database's clock, by which workers claim too.
                                        + " claimable_at = clock_timestamp() + interval '30 seconds'"
                                        + " where id = ?7 and claimed_by = ?8 and status = 'running'")
                        .setParameter(1, progress.throughLine())
                        .setParameter(2, progress.bytesRead())
                        .setParameter(3, progress.imported())
                        .setParameter(4, progress.merged())
                        .setParameter(5, progress.refused())
                        .setParameter(6, progress.imported() + progress.merged() + progress.refused())
                        .setParameter(7, id)
                        .setParameter(8, claim))
                .map(updated -> updated == 1);
    }

    @Override
    public Uni<Void> giveBack(UUID id, UUID claim) {
        return execute(session -> session.createNativeQuery("update lead_import set claimable_at = clock_timestamp()"
                                + " where id = ?1 and claimed_by = ?2 and status = 'running'")
                        .setParameter(1, id)
                        .setParameter(2, claim))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> end(UUID id, ImportStatus status, String reason) {
        return update(
                        "status = ?1, reason = ?2 where id = ?3 and status = ?4",
                        ImportRow.column(status),
                        reason,
                        id,
                        RUNNING)
                .call(() -> execute(session -> session.createNativeQuery(
                                "delete from lead_import_chunk where import_id = ?1 and exists"
                                        + " (select from lead_import where id = ?1 and status <> 'running')")
                        .setParameter(1, id)))
                .map(updated -> updated == 1);
    }

    private static Uni<Integer> execute(Function<Mutiny.Session, Mutiny.MutationQuery> statement) {
        return Panache.getSession().chain(session -> statement.apply(session).executeUpdate());
    }
}
