package dev.spectrum.gateway.calls;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spectrum.gateway.tools.ToolContent;
import dev.spectrum.gateway.tools.ToolDefinition;
import dev.spectrum.platform.tenant.TenantTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Gives a result in a size that a model can take, and keeps the whole of it to be read on. */
@ApplicationScoped
class FitResult {

    private static final Logger LOG = Logger.getLogger(FitResult.class);

    private final TenantTransaction transaction;
    private final Results results;
    private final int limit;

    FitResult(TenantTransaction transaction, Results results, CallsConfig config) {
        this.transaction = transaction;
        this.results = results;
        this.limit = config.longestResult();
    }

    Uni<CallOutcome> fit(CallRequest request, ToolDefinition tool, CallOutcome outcome) {
        if (!(outcome instanceof CallOutcome.Succeeded whole)) {
            return Uni.createFrom().item(outcome);
        }
        JsonNode text = Blobs.takenOutOf(whole.result());
        return CutResult.size(text, limit) > limit
                ? shorten(request, tool, whole, text)
                : Uni.createFrom().item(outcome);
    }

    private Uni<CallOutcome> shorten(
            CallRequest request, ToolDefinition tool, CallOutcome.Succeeded whole, JsonNode text) {
        return transaction
                .run(request.caller().tenantId(), () -> results.keep(whole.id(), tool, ToolContent.asObject(text)))
                .replaceWith(CallOutcome.Extent.SHORTENED)
                .onFailure()
                .invoke(failure -> LOG.warnf("The rest of call %s can't be read on: %s", whole.id(), failure))
                .onFailure()
                .recoverWithItem(CallOutcome.Extent.SHORTENED_FOR_GOOD)
                .map(extent -> new CallOutcome.Succeeded(
                        whole.id(),
                        Blobs.putBackInto(CutResult.to(limit, text), whole.result()),
                        whole.durationMs(),
                        whole.replayed(),
                        extent));
    }
}
