package dev.spectrum.gateway.changes.web;

import dev.spectrum.platform.changes.ChangeFilter;
import dev.spectrum.platform.changes.ChangeLog;
import dev.spectrum.platform.changes.ChangeView;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Who changed what, and what it was before. */
@Path("/api/v1/changes/tools")
public class ChangeResource {

    private final ChangeLog changes;

    ChangeResource(ChangeLog changes) {
        this.changes = changes;
    }

    /** The latest first. */
    @GET
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Page<ChangeView>> list(@BeanParam ChangeFilter filter, @Valid @BeanParam PageRequest page) {
        return changes.list(filter, page);
    }
}
