package dev.spectrum.agent.whitelabel.web;

import dev.spectrum.agent.whitelabel.ChangeWhiteLabel;
import dev.spectrum.agent.whitelabel.WhiteLabels;
import dev.spectrum.agent.whitelabel.domain.WhiteLabel;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.EntityVersion;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/white-label")
public class WhiteLabelResource {

    private final WhiteLabels whiteLabels;
    private final ChangeWhiteLabel changeWhiteLabel;
    private final TenantRequest request;

    WhiteLabelResource(WhiteLabels whiteLabels, ChangeWhiteLabel changeWhiteLabel, TenantRequest request) {
        this.whiteLabels = whiteLabels;
        this.changeWhiteLabel = changeWhiteLabel;
        this.request = request;
    }

    /** As clients write and read it. What they leave out becomes blank: a PUT says the whole. */
    record WhiteLabelBody(
            @Nullable @Size(max = 200) String brandName,
            @Nullable @Size(max = 200) String productName,
            @Nullable @Email @Size(max = 320) String supportEmail,

            @Nullable
            @Size(max = 2000)
            @Pattern(regexp = "(https://\\S+)?", message = "must be an address that begins with https://")
            String logoUrl,

            @Nullable @Pattern(regexp = "(#[0-9a-fA-F]{6})?", message = "must be a color such as #2563eb")
            String color) {

        static WhiteLabelBody of(WhiteLabel whiteLabel) {
            return new WhiteLabelBody(
                    whiteLabel.brandName(),
                    whiteLabel.productName(),
                    whiteLabel.supportEmail(),
                    whiteLabel.logoUrl(),
                    whiteLabel.color());
        }

        WhiteLabel after(WhiteLabel held) {
            return new WhiteLabel(
                    text(brandName), text(productName), text(supportEmail), text(logoUrl), text(color), held.version());
        }

        private static String text(@Nullable String given) {
            return Objects.requireNonNullElse(given, "");
        }
    }

    @GET
    @RolesAllowed(Role.READ)
    public Uni<Response> get() {
        return request.run(who -> whiteLabels.find()).map(WhiteLabelResource::answer);
    }

    @PUT
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Response> put(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull WhiteLabelBody body) {
        return request.run(who -> whiteLabels
                        .hold(who.tenantId())
                        .invoke(held -> EntityVersion.require(ifMatch, held.version()))
                        .chain(held -> changeWhiteLabel.change(who.tenantId(), held, body.after(held))))
                .map(WhiteLabelResource::answer);
    }

    private static Response answer(WhiteLabel whiteLabel) {
        return Response.ok(WhiteLabelBody.of(whiteLabel))
                .tag(EntityVersion.tag(whiteLabel.version()))
                .build();
    }
}
