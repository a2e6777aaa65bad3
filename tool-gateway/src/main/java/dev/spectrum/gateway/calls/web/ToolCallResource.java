package dev.spectrum.gateway.calls.web;

import dev.spectrum.gateway.calls.CallLog;
import dev.spectrum.gateway.calls.RecordedCall;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.Page;
import dev.spectrum.platform.web.PageRequest;
import dev.spectrum.platform.web.ProblemException;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit trail, the latest call first. */
@Path("/api/v1/tool-calls")
@RolesAllowed(Role.ADMINISTER)
public class ToolCallResource {

    private final CallLog log;
    private final TenantRequest request;

    ToolCallResource(CallLog log, TenantRequest request) {
        this.log = log;
        this.request = request;
    }

    /** @param to not included */
    @GET
    public Uni<Page<RecordedCall>> list(
            @QueryParam("tool") @Nullable String tool,
            @QueryParam("agent_role") @Nullable String agentRole,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @Valid @BeanParam PageRequest page) {
        CallLog.Filter filter = new CallLog.Filter(
                Optional.ofNullable(tool), Optional.ofNullable(agentRole), time("from", from), time("to", to));
        Optional<UUID> before = page.afterId();
        return request.run(who -> log.list(filter, before, page.fetch()))
                .map(calls -> Page.of(calls, page, call -> call.id().toString(), call -> call));
    }

    private static Optional<Instant> time(String name, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException notATime) {
            throw ProblemException.invalid("?" + name, "Must be a time such as 2026-01-31T09:00:00Z.");
        }
    }
}
