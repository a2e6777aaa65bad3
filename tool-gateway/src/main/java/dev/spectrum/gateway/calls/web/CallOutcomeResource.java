package dev.spectrum.gateway.calls.web;

import dev.spectrum.gateway.calls.CallLedger;
import dev.spectrum.platform.tenant.Role;
import dev.spectrum.platform.web.TenantRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** What became of the caller's own call with an Idempotency-Key, for one that never heard: asking does nothing. */
@Path("/api/v1/tool-calls/outcome")
public class CallOutcomeResource {

    private final CallLedger ledger;
    private final TenantRequest request;

    CallOutcomeResource(CallLedger ledger, TenantRequest request) {
        this.ledger = ledger;
        this.request = request;
    }

    /** @param outcome {@code none} where no call has done anything under the key */
    record OutcomeView(CallLedger.Outcome outcome) {}

    @GET
    @RolesAllowed({Role.READ, Role.SERVICE})
    public Uni<OutcomeView> outcome(@QueryParam("idempotency_key") @NotBlank @Size(max = 255) String key) {
        return request.run(who -> ledger.outcome(request.caller(), key)).map(OutcomeView::new);
    }
}
