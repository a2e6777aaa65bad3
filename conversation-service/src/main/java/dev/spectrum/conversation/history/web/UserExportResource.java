package dev.spectrum.conversation.history.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spectrum.conversation.history.ExportConversations;
import dev.spectrum.conversation.history.ExportFormat;
import dev.spectrum.platform.tenant.Caller;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** All that a user said, as a file. */
@Path("/api/v1/users/{id}")
@RolesAllowed(Role.READ)
public class UserExportResource {

    private final ExportConversations export;
    private final TenantRequest request;
    private final ObjectMapper json;

    UserExportResource(ExportConversations export, TenantRequest request, ObjectMapper json) {
        this.export = export;
        this.request = request;
        this.json = json;
    }

    @GET
    @Path("/data")
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
                @Content(
                        mediaType = "text/markdown",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "file", value = MarkdownExport.EXAMPLE))
            })
    public Uni<Response> user(
            String id,
            @QueryParam("format")
                    @DefaultValue("json")
                    @Pattern(regexp = ExportFile.FORMATS, message = ExportFile.EXPECTATION)
                    String format) {
        Caller who = request.caller();
        if (!who.may(Role.ADMIN) && !who.subject().equals(id)) {
            throw ProblemException.of(403, "forbidden", "Not allowed", "Only admins and owners read what others said.");
        }
        ExportFormat as = ExportFile.format(format, json);
        return Uni.createFrom().item(ExportFile.answer(as, "user-data", export.all(who.tenantId(), id, as)));
    }
}
