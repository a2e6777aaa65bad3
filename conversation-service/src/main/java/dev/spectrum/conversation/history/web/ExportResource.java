package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.history.ExportConversations;
import dev.spectrum.conversation.history.ExportFormat;
import dev.spectrum.conversation.history.VisibleHistory;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** A conversation as a file. */
@Path("/api/v1/conversations/{id}/export")
@RolesAllowed(Role.READ)
public class ExportResource {

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
                @Content(
                        mediaType = "text/markdown",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "file", value = MarkdownExport.EXAMPLE))
            })
    public Uni<Response> conversation(
            UUID id,
            @QueryParam("format")
                    @DefaultValue("json")
                    @Pattern(regexp = ExportFile.FORMATS, message = ExportFile.EXPECTATION)
                    String format) {
        ExportFormat as = ExportFile.format(format, json);
        return request.run(who -> visible.conversation(id, who)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation"))))
                .map(conversation -> ExportFile.answer(
                        as, "conversation-" + id, export.one(request.caller().tenantId(), conversation, as)));
    }
}
