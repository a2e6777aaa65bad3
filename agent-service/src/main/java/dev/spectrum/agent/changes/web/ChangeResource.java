package dev.spectrum.agent.changes.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.spectrum.agent.changes.Changes;
import dev.spectrum.agent.changes.domain.Change;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who changed what, and what it was before. */
@Path("/api/v1/changes")
public class ChangeResource {

    private final Changes changes;
    private final TenantRequest request;

    ChangeResource(Changes changes, TenantRequest request) {
        this.changes = changes;
        this.request = request;
    }

    record ChangeView(
            UUID id,
            Instant at,
            String actor,
            String entity,
            String entityId,
            Change.Operation operation,
            @JsonRawValue @Schema(type = SchemaType.OBJECT) String before,
            @JsonRawValue @Schema(type = SchemaType.OBJECT) String after) {

        static ChangeView of(Change change) {
            return new ChangeView(
                    change.id(),
                    change.at(),
                    change.actor(),
                    change.entity(),
                    change.entityId(),
                    change.operation(),
                    change.before(),
                    change.after());
        }
    }

    /** The latest first. */
    @GET
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Page<ChangeView>> list(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("entity_id") @Nullable String entityId,
            @QueryParam("actor") @Nullable String actor,
            @Valid @BeanParam PageRequest page) {
        Changes.Wanted wanted = new Changes.Wanted(given(entity), given(entityId), given(actor));
        Optional<UUID> before = page.afterId();
        return request.run(who -> changes.list(wanted, before, page.fetch()))
                .map(found -> Page.of(found, page, change -> change.id().toString(), ChangeView::of));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isBlank());
    }
}
