package dev.spectrum.conversation.attachments.web;

import dev.spectrum.conversation.attachments.Attachments;
import dev.spectrum.conversation.attachments.Attachments.Stored;
import dev.spectrum.conversation.attachments.KeepFile;
import dev.spectrum.conversation.attachments.ReadFile;
import dev.spectrum.conversation.attachments.UploadPlaces;
import dev.spectrum.conversation.attachments.domain.Attachment;
import dev.spectrum.platform.context.CallerContext;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Files that are to come with a message. */
@Path("/api/v1/attachments")
public class AttachmentResource {

    private static final int SOON = 10;

    private final UploadPlaces places;
    private final ReadFile readFile;
    private final KeepFile keepFile;
    private final Attachments attachments;
    private final TenantRequest request;

    AttachmentResource(
            UploadPlaces places, ReadFile readFile, KeepFile keepFile, Attachments attachments, TenantRequest request) {
        this.places = places;
        this.readFile = readFile;
        this.keepFile = keepFile;
        this.attachments = attachments;
        this.request = request;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.WRITE)
    @Operation(
            summary = "Add a file, to send it with a message",
            description =
                    "Text (UTF-8, or UTF-16 with a byte order mark; 1 MB), PDF (10 MB) or an image (PNG, JPEG, GIF, WebP;"
                            + " 3.5 MB), told by its content. Its id goes into attachments of chat/send; without a message it goes after"
                            + " a day.")
    @APIResponse(
            responseCode = "201",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AttachmentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "Too many files wait for a message, or the tenant has no room left")
    @APIResponse(responseCode = "413", description = "The file is too large for what it is")
    @APIResponse(responseCode = "415", description = "It is neither text nor a PDF nor an image")
    @APIResponse(responseCode = "422", description = "A PDF that is encrypted, broken, or has no text")
    public Uni<Response> add(@RestForm @Nullable FileUpload file) {
        if (file == null) {
            throw ProblemException.invalid("/file", "Must be a file.");
        }
        String name = Attachment.nameOf(Objects.requireNonNullElse(file.fileName(), ""));
        return places.take(() -> take(file, name)).orElseThrow(AttachmentResource::busy);
    }

    private Uni<Response> take(FileUpload file, String name) {
        return CallerContext.returnTo(() -> Uni.createFrom()
                        .item(() -> readFile.read(file.filePath()))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .chain(found -> switch (found) {
                    case ReadFile.Found.Usable usable -> keep(name, usable);
                    case ReadFile.Found.Unusable unusable -> throw problem(unusable);
                });
    }

    private Uni<Response> keep(String name, ReadFile.Found.Usable file) {
        return request.act(
                List.of(name, sha256(file.content())),
                who -> keepFile.keep(who, name, file).map(kept -> switch (kept) {
                    case KeepFile.Outcome.Kept(Attachment attachment) ->
                        Response.created(URI.create("/api/v1/attachments/" + attachment.id()))
                                .entity(AttachmentView.of(attachment))
                                .build();
                    case KeepFile.Outcome.TooMany(int most) ->
                        throw ProblemException.conflict(
                                "attachments-unsent",
                                "Of your files " + most + " wait for a message: send some of them.");
                    case KeepFile.Outcome.NoRoom noRoom ->
                        throw ProblemException.conflict(
                                "attachments-full", "All that is kept for the tenant takes up the room it has.");
                }));
    }

    private static ProblemException problem(ReadFile.Found.Unusable file) {
        return switch (file.why()) {
            case EMPTY -> ProblemException.invalid("/file", "Must not be empty.");
            case TOO_LARGE ->
                ProblemException.of(
                        413,
                        "file-too-large",
                        "The file is too large",
                        "A file like this may have " + file.limit() + " bytes.");
            case UNKNOWN_TYPE ->
                ProblemException.of(
                        415,
                        "file-type-unknown",
                        "No file to attach",
                        "Text in UTF-8, PDFs and images (PNG, JPEG, GIF, WebP) can be attached. What is in this file is none of"
                                + " these.");
            case ENCRYPTED -> unusable("The PDF is encrypted; attach it without its password.");
            case UNREADABLE -> unusable("The PDF is broken, or takes too much to be read.");
            case WITHOUT_TEXT -> unusable("There is no text in it. If its pages are pictures, attach those.");
            case BUSY -> busy();
        };
    }

    private static ProblemException busy() {
        return ProblemException.of(
                        503,
                        "attachments-busy",
                        "Too many files at once",
                        "Too many others are being read. Try it again.")
                .retryAfter(SOON);
    }

    private static ProblemException unusable(String detail) {
        return ProblemException.of(422, "file-unusable", "The file can't be used", detail);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<AttachmentView> get(UUID id) {
        return request.run(who -> visible(id, who)).map(stored -> AttachmentView.of(stored.attachment()));
    }

    @GET
    @Path("/{id}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed(Role.READ)
    @Operation(summary = "The file itself, as a download")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> content(UUID id) {
        return request.run(who -> visible(id, who)
                .chain(stored -> attachments.content(id).map(content -> download(stored.attachment(), content))));
    }

    /** Nothing in it runs in anybody's browser, whatever it is. */
    private static Response download(Attachment file, byte[] content) {
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .build();
    }

    private Uni<Stored> visible(UUID id, Caller who) {
        return attachments
                .find(id)
                .map(found -> found.filter(stored -> stored.mayBeReadBy(who))
                        .orElseThrow(() -> ProblemException.notFound("attachment")));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
