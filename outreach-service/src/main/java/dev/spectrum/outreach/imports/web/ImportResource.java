package dev.spectrum.outreach.imports.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.imports.ImportWorker;
import dev.spectrum.outreach.imports.Imports;
import dev.spectrum.outreach.imports.ImportsConfig;
import dev.spectrum.outreach.imports.StartImport;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.ImportStatus;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.outreach.imports.domain.RefusalReport;
import dev.spectrum.outreach.imports.domain.RefusedRow;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/leads")
public class ImportResource {

    /** More refused rows than anybody reads in one answer. */
    private static final int MOST_REFUSED = 1000;

    private static final int REPORT_PAGE = 1000;
    private static final int LONGEST_NAME = 200;

    private final StartImport startImport;
    private final ImportWorker worker;
    private final Imports imports;
    private final TenantRequest request;
    private final ImportsConfig config;
    private final ObjectMapper json;
    private final Vertx vertx;

    ImportResource(
            StartImport startImport,
            ImportWorker worker,
            Imports imports,
            TenantRequest request,
            ImportsConfig config,
            ObjectMapper json,
            Vertx vertx) {
        this.startImport = startImport;
        this.worker = worker;
        this.imports = imports;
        this.request = request;
        this.config = config;
        this.json = json;
        this.vertx = vertx;
    }

    /**
     * Takes a CSV file, which is read in the background.
     *
     * @param file CSV with a header
     * @param mapping what its columns mean, where their headers don't say it: {@code {"Firma": "company"}}
     * @param list the list that all its leads go on
     */
    @POST
    @Path("/import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.WRITE)
    public Uni<Response> start(
            @RestForm @Nullable FileUpload file, @RestForm @Nullable String mapping, @RestForm @Nullable String list) {
        if (file == null) {
            throw ProblemException.invalid("/file", "Must be a CSV file.");
        }
        if (file.size() > config.maxSize().asLongValue()) {
            throw ProblemException.of(
                    413,
                    "file-too-large",
                    "The file is too large",
                    "A file may have " + config.maxSize().asLongValue() + " bytes; split it.");
        }
        String listName = list == null ? "" : list.strip();
        if (listName.length() > LONGEST_NAME) {
            throw ProblemException.invalid("/list", "Must have at most " + LONGEST_NAME + " characters.");
        }
        ColumnMapping columns = MappingPart.read(mapping, json);
        UploadedFile uploaded = new UploadedFile(file.filePath(), file.size());
        return vertx.executeBlocking(uploaded::facts)
                .chain(facts -> request.act(
                        Arrays.asList(facts.hash(), mapping, listName),
                        who -> startImport
                                .take(
                                        who.tenantId(),
                                        new LeadImport.Source(
                                                fileName(file),
                                                file.size(),
                                                facts.encoding().charset().name(),
                                                facts.encoding().begin(),
                                                columns,
                                                listName),
                                        uploaded.parts(),
                                        number -> vertx.executeBlocking(() -> uploaded.part(number)))
                                .map(ImportResource::accepted)))
                .invoke(worker::look)
                .onTermination()
                .invoke(uploaded::close);
    }

    private static String fileName(FileUpload file) {
        String name = Objects.requireNonNullElse(file.fileName(), "").replaceAll("\\p{Cntrl}", "");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** Newest first. */
    @GET
    @Path("/imports")
    @RolesAllowed(Role.READ)
    public Uni<Page<ImportView>> list(@Valid @BeanParam PageRequest page) {
        Optional<UUID> after = page.afterId();
        return request.run(who -> imports.list(after, page.fetch()))
                .map(found -> Page.of(found, page, one -> one.id().toString(), one -> ImportView.of(one, List.of())));
    }

    @GET
    @Path("/imports/{id}")
    @RolesAllowed(Role.READ)
    public Uni<ImportView> get(UUID id) {
        return request.run(who -> view(id));
    }

    /** Nothing more of the file comes in; what was read is in. One that has ended stays as it is. */
    @POST
    @Path("/imports/{id}/cancel")
    @RolesAllowed(Role.WRITE)
    public Uni<Response> cancel(UUID id) {
        return request.act(
                null,
                who -> imports.end(id, ImportStatus.CANCELLED, "")
                        .chain(() -> view(id))
                        .map(view -> Response.ok(view).build()));
    }

    /** The refused rows as CSV, with line and reason. */
    @GET
    @Path("/imports/{id}/refused")
    @Produces("text/csv")
    @RolesAllowed(Role.READ)
    public RestMulti<byte[]> refused(UUID id) {
        return RestMulti.fromUniResponse(
                request.run(who -> existing(id)),
                found -> Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(RefusalReport.header(found.header())),
                                refusedRows(id)
                                        .map(rows -> rows.stream()
                                                .map(RefusalReport::row)
                                                .collect(Collectors.joining())))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                found -> Map.of(
                        "Content-Type",
                        List.of("text/csv;charset=UTF-8"),
                        "Content-Disposition",
                        List.of("attachment; filename=\"refused-" + id + ".csv\"")));
    }

    /** Page by page, each in a transaction of its own. */
    private Multi<List<RefusedRow>> refusedRows(UUID id) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicLong::new,
                        after -> request.run(who -> imports.refused(id, after.get(), REPORT_PAGE))
                                .invoke(rows -> {
                                    if (!rows.isEmpty()) {
                                        after.set(rows.getLast().line());
                                    }
                                }))
                .whilst(rows -> rows.size() == REPORT_PAGE)
                .filter(rows -> !rows.isEmpty());
    }

    private Uni<LeadImport> existing(UUID id) {
        return imports.find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("import")));
    }

    private Uni<ImportView> view(UUID id) {
        return existing(id)
                .chain(found -> imports.refused(id, 0, MOST_REFUSED).map(refused -> ImportView.of(found, refused)));
    }

    private static Response accepted(LeadImport begun) {
        return Response.accepted(ImportView.of(begun, List.of()))
                .location(URI.create("/api/v1/leads/imports/" + begun.id()))
                .build();
    }
}
