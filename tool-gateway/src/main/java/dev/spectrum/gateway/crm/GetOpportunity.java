package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class GetOpportunity implements Tool.OnRecords<GetOpportunity.Arguments> {

    private final Opportunities opportunities;

    GetOpportunity(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    record Arguments(String opportunityId) {}

    @Override
    public String name() {
        return "revops_get_opportunity";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<OpportunityView.One> call(CallContext context, Arguments wanted) {
        return Reference.OPPORTUNITY
                .find(wanted.opportunityId(), opportunities::find)
                .map(opportunity -> new OpportunityView.One(OpportunityView.of(opportunity)));
    }
}
