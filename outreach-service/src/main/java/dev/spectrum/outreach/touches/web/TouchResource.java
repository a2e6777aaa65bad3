package dev.spectrum.outreach.touches.web;

import dev.spectrum.outreach.texts.Texts;
import dev.spectrum.outreach.touches.Touches;
import dev.spectrum.outreach.touches.domain.TouchStatus;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of every message: {@code ?status=unknown} lists those of which it is not known. */
@Path("/api/v1/touches")
public class TouchResource {

    private final Touches touches;
    private final TenantRequest request;
    private final Texts texts;

    TouchResource(Touches touches, TenantRequest request, Texts texts) {
        this.touches = touches;
        this.request = request;
        this.texts = texts;
    }

    /** In the order they were planned in. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<TouchView>> list(
            @Valid @BeanParam PageRequest page, @QueryParam("status") @Nullable String status) {
        Optional<TouchStatus> wanted = QueryValue.oneOf(TouchStatus.class, "status", status);
        Optional<UUID> after = page.afterId();
        return request.run(who -> touches.list(Optional.empty(), wanted, after, page.fetch())
                        .chain(found -> TouchView.of(found, texts)))
                .map(shown -> Page.of(shown, page, view -> view.id().toString(), view -> view));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READ)
    public Uni<TouchView> get(UUID id) {
        return request.run(who -> touches.find(id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("touch")))
                        .chain(touch -> TouchView.of(List.of(touch), texts)))
                .map(List::getFirst);
    }
}
