package dev.spectrum.outreach.activities.web;

import dev.spectrum.outreach.activities.Activities;
import dev.spectrum.outreach.activities.domain.Activity;
import dev.spectrum.outreach.activities.domain.ActivityType;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.QueryValue;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/activities")
public class ActivityResource {

    private final Activities activities;
    private final TenantRequest request;

    ActivityResource(Activities activities, TenantRequest request) {
        this.activities = activities;
        this.request = request;
    }

    /** Newest first. */
    @GET
    @RolesAllowed(Role.READ)
    public Uni<Page<Activity>> list(
            @Valid @BeanParam PageRequest page,
            @QueryParam("lead_id") @Nullable String leadId,
            @QueryParam("campaign_id") @Nullable String campaignId,
            @QueryParam("type") @Nullable String type) {
        Activities.Filter filter = new Activities.Filter(
                QueryValue.uuid("lead_id", leadId),
                QueryValue.uuid("campaign_id", campaignId),
                QueryValue.oneOf(ActivityType.class, "type", type));
        Optional<UUID> after = page.afterId();
        return request.run(who -> activities.list(filter, after, page.fetch()))
                .map(found -> Page.of(found, page, activity -> activity.id().toString(), activity -> activity));
    }
}
