package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class DeleteOpportunity implements Tool.OnRecords<DeleteOpportunity.Arguments> {

    private final Opportunities opportunities;

    DeleteOpportunity(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    record Arguments(String opportunityId) {}

    @Override
    public String name() {
        return "revops_delete_opportunity";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<Gone> call(CallContext context, Arguments given) {
        return Reference.OPPORTUNITY
                .find(given.opportunityId(), opportunities::lock)
                .map(Opportunity::id)
                .call(opportunities::remove)
                .map(Gone::new);
    }
}
