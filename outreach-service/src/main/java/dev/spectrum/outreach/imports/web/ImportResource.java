package dev.spectrum.outreach.imports.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.outreach.imports.Imports;
import dev.spectrum.outreach.imports.ImportsConfig;
import dev.spectrum.outreach.imports.StartImport;
import dev.spectrum.outreach.imports.domain.ColumnMapping;
import dev.spectrum.outreach.imports.domain.LeadImport;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/leads")
public class ImportResource {

    /** More refused rows than anybody reads in one answer. */
    private static final int MOST_REFUSED = 1000;

    private static final int LONGEST_LIST_NAME = 200;

    private final StartImport startImport;
    private final Imports imports;
    private final TenantRequest request;
    private final ImportsConfig config;
    private final ObjectMapper json;
    private final Vertx vertx;

    ImportResource(
            StartImport startImport,
            Imports imports,
            TenantRequest request,
            ImportsConfig config,
            ObjectMapper json,
            Vertx vertx) {
        this.startImport = startImport;
        this.imports = imports;
        this.request = request;
        this.config = config;
        this.json = json;
        this.vertx = vertx;
    }

    /**
     * Takes a CSV file and reads it in the background.
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
        if (listName.length() > LONGEST_LIST_NAME) {
            throw ProblemException.invalid("/list", "Must have at most " + LONGEST_LIST_NAME + " characters.");
        }
        ColumnMapping columns = MappingPart.read(mapping, json);
        // The upload is deleted when the request ends. What is open stays readable, and is gone by itself with the
        // process.
        FileChannel opened = open(file);
        AtomicReference<@Nullable LeadImport> noted = new AtomicReference<>();
        return identity(opened, mapping, listName)
                .chain(identity -> request.act(
                        identity,
                        who -> startImport
                                .note(who.tenantId(), Objects.requireNonNullElse(file.fileName(), ""))
                                .invoke(noted::set)
                                .map(ImportResource::accepted)))
                .invoke(answer -> {
                    LeadImport begun = noted.get();
                    if (begun == null) {
                        close(opened);
                    } else {
                        startImport.begin(begun, opened, columns, listName);
                    }
                })
                .onFailure()
                .invoke(failure -> close(opened));
    }

    @GET
    @Path("/imports/{id}")
    @RolesAllowed(Role.READ)
    public Uni<ImportView> get(UUID id) {
        return request.run(who -> imports.find(id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("import")))
                .chain(found -> imports.refused(id, MOST_REFUSED).map(refused -> ImportView.of(found, refused))));
    }

    private static Response accepted(LeadImport begun) {
        return Response.accepted(ImportView.of(begun, List.of()))
                .location(URI.create("/api/v1/leads/imports/" + begun.id()))
                .build();
    }

    /** What makes two requests the same, for their Idempotency-Key; the file's bytes are read only where there is one. */
    private Uni<List<@Nullable String>> identity(FileChannel file, @Nullable String mapping, String list) {
        return request.idempotencyKey().isEmpty()
                ? Uni.createFrom().item(List.of())
                : vertx.executeBlocking(() -> FileHash.of(file)).map(hash -> Arrays.asList(hash, mapping, list));
    }

    private static FileChannel open(FileUpload file) {
        try {
            return FileChannel.open(file.filePath());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
