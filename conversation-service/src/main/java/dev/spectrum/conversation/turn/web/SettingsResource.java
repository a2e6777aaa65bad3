package dev.spectrum.conversation.turn.web;

import dev.spectrum.conversation.turn.ChangeSettings;
import dev.spectrum.conversation.turn.domain.Settings;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How a conversation is led; its user's own. */
@Path("/api/v1/conversations/{id}/settings")
public class SettingsResource {

    private final ChangeSettings changeSettings;
    private final TenantRequest request;

    SettingsResource(ChangeSettings changeSettings, TenantRequest request) {
        this.changeSettings = changeSettings;
        this.request = request;
    }

    record SettingsView(Settings.WhenBusy whenBusy, Settings.PermissionMode permissionMode) {

        static Response answer(Settings settings) {
            return Response.ok(new SettingsView(settings.whenBusy(), settings.permissionMode()))
                    .tag(EntityVersion.tag(settings.version()))
                    .build();
        }
    }

    /** What is absent stays as it is. */
    @Schema(example = """
            {"when_busy": "interrupt", "permission_mode": "co_pilot"}""")
    record SettingsPatch(
            @Schema(description = "what becomes of a message that comes while another is being answered")
            Settings.@Nullable WhenBusy whenBusy,

            @Schema(
                    description =
                            "autopilot: the agent uses its tools; co_pilot: a person approves each call that does more than"
                                    + " read; manual: it only reads")
            Settings.@Nullable PermissionMode permissionMode) {

        Settings on(Settings settings) {
            return new Settings(
                    Objects.requireNonNullElse(whenBusy, settings.whenBusy()),
                    Objects.requireNonNullElse(permissionMode, settings.permissionMode()),
                    settings.version() + 1);
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    @APIResponse(
            responseCode = "200",
            description = "The settings, with their version as ETag",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SettingsView.class)))
    public Uni<Response> get(UUID id) {
        return request.run(who -> changeSettings.of(who, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation")))
                .map(SettingsView::answer);
    }

    @PATCH
    @RolesAllowed(Role.WRITE)
    @Operation(summary = "Change how a conversation is led, from its next message on")
    @APIResponse(
            responseCode = "200",
            description = "The settings as they are now",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SettingsView.class)))
    public Uni<Response> patch(
            UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull SettingsPatch patch) {
        return request.run(who -> changeSettings
                        .of(who, id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("conversation")))
                        .invoke(settings -> EntityVersion.require(ifMatch, settings.version()))
                        .map(patch::on)
                        .call(next -> changeSettings.to(id, next).invoke(SettingsResource::requireChange)))
                .map(SettingsView::answer);
    }

    private static void requireChange(boolean changed) {
        if (!changed) {
            throw ProblemException.stale();
        }
    }
}
