package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.history.ExportConversations;
import dev.spectrum.conversation.history.ExportFormat;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.platform.tenant.Caller;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was said, as files. */
@Path("/api/v1")
@RolesAllowed(Role.READ)
public class ExportResource {

    private static final String FORMATS = "json|markdown";
    private static final String EXPECTATION = "must be json or markdown";

    private final VisibleHistory visible;
    private final ExportConversations export;
    private final TenantRequest request;
    private final ObjectMapper json;

    ExportResource(VisibleHistory visible, ExportConversations export, TenantRequest request, ObjectMapper json) {
        this.visible = visible;
        this.export = export;
        this.request = request;
        this.json = json;
    }

    @GET
    @Path("/conversations/{id}/export")
    @Operation(
            summary = "A conversation as a file",
            description = "json: the conversation with all its messages, those of branches that were left included."
                    + " markdown: the active branch, what was said in block quotes.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema =
                                @Schema(type = SchemaType.OBJECT, examples = "{\"title\": \"...\", \"messages\": []}")),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> conversation(
            UUID id,
            @QueryParam("format") @DefaultValue("json") @Pattern(regexp = FORMATS, message = EXPECTATION)
                    String format) {
        ExportFormat as = format(format);
        return request.run(who -> visible.conversation(id, who)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation"))))
                .map(conversation -> file(
                        as, "conversation-" + id, export.one(request.caller().tenantId(), conversation, as)));
    }

    @GET
    @Path("/users/{id}/data")
    @Operation(
            summary = "All conversations of a user as a file",
            description = "Everybody their own; admins and owners everybody's. As for one conversation.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        examples = "{\"user_id\": \"...\", \"conversations\": []}")),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING))
            })
    public Response user(
            String id,
            @QueryParam("format") @DefaultValue("json") @Pattern(regexp = FORMATS, message = EXPECTATION)
                    String format) {
        Caller who = request.caller();
        if (!who.may(Role.ADMIN) && !who.subject().equals(id)) {
            throw ProblemException.of(403, "forbidden", "Not allowed", "Only admins and owners read what others said.");
        }
        ExportFormat as = format(format);
        return file(as, "user-data", export.all(who.tenantId(), id, as));
    }

    private ExportFormat format(String name) {
        return name.equals("markdown") ? new MarkdownExport() : new JsonExport(json);
    }

    private static Response file(ExportFormat format, String name, Multi<String> text) {
        return Response.ok(new Download(text), MediaType.valueOf(format.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name + "." + format.extension() + "\"")
                .build();
    }
}
