package dev.spectrum.gateway.crm;

import dev.spectrum.gateway.crm.domain.Opportunity;
import dev.spectrum.gateway.crm.domain.Stage;
import dev.spectrum.gateway.tools.CallContext;
import dev.spectrum.gateway.tools.Tool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

@ApplicationScoped
class UpdateOpportunity implements Tool.OnRecords<UpdateOpportunity.Arguments> {

    private final Opportunities opportunities;

    UpdateOpportunity(Opportunities opportunities) {
        this.opportunities = opportunities;
    }

    record Arguments(
            String opportunityId,
            Optional<String> name,
            Optional<Stage> stage,
            Optional<BigDecimal> valueUsd,
            Optional<Integer> probability,
            Optional<String> expectedCloseAt,
            Optional<String> nextStep) {

        Opportunity applyTo(Opportunity opportunity) {
            return new Opportunity(
                    opportunity.id(),
                    opportunity.contact(),
                    name.map(String::strip).orElse(opportunity.name()),
                    stage.orElse(opportunity.stage()),
                    valueUsd.map(value -> value.setScale(2, RoundingMode.HALF_UP))
                            .orElse(opportunity.valueUsd()),
                    probability.orElse(usualProbability(opportunity)),
                    closing(opportunity),
                    nextStep.map(String::strip).orElse(opportunity.nextStep()));
        }

        private int usualProbability(Opportunity opportunity) {
            return stage.filter(reached -> reached != opportunity.stage())
                    .map(Stage::usualProbability)
                    .orElse(opportunity.probability());
        }

        private Optional<LocalDate> closing(Opportunity opportunity) {
            return expectedCloseAt.isEmpty()
                    ? opportunity.expectedCloseAt()
                    : expectedCloseAt.filter(text -> !text.isBlank()).map(text -> Day.read(text, "expected_close_at"));
        }
    }

    @Override
    public String name() {
        return "revops_update_opportunity";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Uni<OpportunityView.One> call(CallContext context, Arguments given) {
        return Reference.OPPORTUNITY
                .find(given.opportunityId(), opportunities::lock)
                .map(given::applyTo)
                .call(opportunities::change)
                .map(opportunity -> new OpportunityView.One(OpportunityView.of(opportunity)));
    }
}
